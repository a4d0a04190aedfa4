// The service: says where tracks are kept. It stands for one that takes uploads.
import { createServer } from "node:http";
import { port, trackStorageBackend } from "./settings.mjs";

createServer((request, response) => response.end(`tracks are kept in ${trackStorageBackend}\n`)).listen(port);
