// The worker: says what it would do. It stands for one that moves uploads into the bucket.
import { bucket, queueConcurrency } from "./settings.mjs";

console.log(`${queueConcurrency} at once, to ${bucket ?? "the local disk"}`);
