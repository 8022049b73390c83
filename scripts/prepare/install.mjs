/** Installs the whole lock, only when node_modules is not what the lock says. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { run } from "./run.mjs";
import { step } from "./steps.mjs";

export const NODE_MIN = [20, 19];

/** A sentence when this Node is too old, else nothing. */
export function nodeComplaint(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return undefined;
  return `This needs Node.js ${NODE_MIN.join(".")} or newer (22 or 24 are best); here is ${version}.`;
}

const readPackages = (file) => JSON.parse(readFileSync(file, "utf8")).packages ?? {};

/** npm writes its own record last, so an interrupted install has none and a finished one can be compared. */
export function isInstalled(folder) {
  const record = path.join(folder, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const have = readPackages(record);
  const want = Object.entries(readPackages(path.join(folder, "package-lock.json"))).filter(([name]) => name !== "");
  return want.every(([name, entry]) => {
    const found = have[name];
    return found ? found.version === entry.version : entry.optional === true || entry.devOptional === true || entry.peer === true;
  });
}

/** npm's own program when it started us, so that the same version installs. */
export function npmCommand() {
  const file = process.env.npm_execpath;
  if (file && /npm-cli\.c?js$/.test(file)) return [process.execPath, [file]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", []];
}

export async function ensureInstalled(folder) {
  if (isInstalled(folder)) return;
  const [command, first] = npmCommand();
  const args = [...first, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  await step("Installing packages", () => run("npm ci", command, args, { cwd: folder }));
}
