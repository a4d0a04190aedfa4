// Read files, one in base64 on each line of the standard input, with one of the loaders of npm or of Node itself.
//
//     node read.mjs LOADER NODE_MODULES
//
// Answers one line each: `-` for a refusal, else `name:value` in base64, separated by blanks.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import vm from "node:vm";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , loader, modules] = process.argv;
// Some loaders make the standard input non-blocking.
const lines = fs.readFileSync(0, "latin1").split("\n").slice(0, -1);
const require = createRequire(path.join(modules, "package.json"));
const host = { ...process.env };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "read-"));
const file = path.join(folder, ".env");
process.chdir(folder);
const from = (...parts) => import(pathToFileURL(path.join(modules, ...parts)).href);
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write = () => true;

const restore = () => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, host);
};
const changed = (load) => async () => {
  try {
    const given = (await load()) ?? process.env;
    return Object.fromEntries(Object.entries(given).filter(([name, value]) => host[name] !== value));
  } finally {
    restore();
  }
};
// Packages are loaded before the clock runs.
const parsed = (name, options) => {
  const { parse } = require(name);
  return (bytes) => ({ ...parse(bytes, options) });
};
const expanded = (name, dotenv) => {
  const { expand } = require(name);
  const { parse } = require(dotenv);
  return (bytes) => ({ ...expand({ parsed: parse(bytes), processEnv: { ...host } }).parsed });
};

async function named(name) {
  if (name.startsWith("node-")) return changed(() => process.loadEnvFile(file));
  switch (name) {
    case "dotenv-js-16": return parsed("d16");
    case "dotenv-js-17": return parsed("d17");
    case "dotenv-js-18": return parsed("d18");
    case "dotenv-js-18-fast": return parsed("d18", { fast: true });
    case "dotenv-expand-12": return expanded("e12", "d17");
    case "dotenv-expand-1000": return expanded("e1000", "d18");
    case "dotenvx": {
      const { parse } = require("@dotenvx/dotenvx");
      return (bytes) => ({ ...parse(bytes.toString(), { processEnv: { ...host } }) });
    }
    case "foreman-js": {
      const { loadEnvs } = require("foreman/lib/envs.js");
      return changed(() => loadEnvs(file));
    }
    case "env-cmd": {
      const { parseEnvString } = await from("env-cmd", "dist", "parse-env-file.js");
      return (bytes) => parseEnvString(bytes.toString());
    }
    case "c12-nuxt": {
      const { setupDotenv } = await from("c12", "dist", "index.mjs");
      return changed(async () => {
        const env = { ...host };
        await setupDotenv({ cwd: folder, env, interpolate: true });
        return env;
      });
    }
    case "vite": {
      const { loadEnv } = await from("vite", "dist", "node", "index.js");
      return changed(() => loadEnv("production", folder, ""));
    }
    case "next-env": {
      const next = require("@next/env");
      return changed(() => {
        let refused = false;
        next.resetEnv();
        next.loadEnvConfig(folder, false, { info() {}, error() { refused = true; } }, true);
        if (refused) throw new Error("refused");
        const { __NEXT_PROCESSED_ENV, ...env } = process.env;
        return env;
      });
    }
  }
  throw new Error(`no such loader: ${name}`);
}

const read = await named(loader);
const box = vm.createContext({ read, bytes: null });
const base64 = (text) => Buffer.from(String(text)).toString("base64");
for (const line of lines) {
  const bytes = Buffer.from(line, "base64");
  fs.writeFileSync(file, bytes);
  box.bytes = bytes;
  let answer = "-";
  try {
    // Some loaders never come back from references to themselves.
    const found = await vm.runInContext("read(bytes)", box, { timeout: 1000 });
    answer = Object.entries(found).map(([name, value]) => `${base64(name)}:${base64(value)}`).join(" ");
  } catch {
    restore();
  }
  write(answer + "\n");
}
fs.rmSync(folder, { recursive: true });
