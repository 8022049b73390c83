/** Runs checks of one lane after another; each prints one line, and its output when it fails. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { readCounts } from "./counts.mjs";

const OUTPUT_MAX = 60_000;
const running = new Set();

const end = (child, signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
};

/** Ends what still runs, children of children included. */
export function endAll() {
  for (const child of running) end(child, "SIGTERM");
}

function execute(folder, { command, env, limitMs, optionalPaths = [] }) {
  const args = [...command.slice(1), ...optionalPaths.filter((each) => existsSync(path.join(folder, each)))];
  return new Promise((resolve) => {
    const child = spawn(command[0], args, { cwd: folder, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
    running.add(child);
    let output = "";
    const keep = (chunk) => (output = (output + chunk).slice(-OUTPUT_MAX));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const timer = setTimeout(() => {
      output += `\nStopped: it took longer than ${limitMs / 60_000} minutes.`;
      end(child, "SIGTERM");
      setTimeout(() => end(child, "SIGKILL"), 5_000).unref();
    }, limitMs);
    const settle = (code, more = "") => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output: output + more });
    };
    child.once("error", (error) => settle(1, error.message));
    child.once("close", (code) => settle(code));
  });
}

/** One check: its line on the terminal, its result. */
export async function check(folder, spec) {
  const since = Date.now();
  const { code, output } = await execute(folder, spec);
  const succeeded = code === 0;
  const counts = spec.counts ? readCounts(spec.counts, succeeded) : undefined;
  const detail = counts ? `: ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ""}` : "";
  console.log(`  ${succeeded ? "✓" : "✗"} ${spec.title}${detail} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
  if (!succeeded) console.log(output.trimEnd().replace(/^/gm, "    │ "));
  return { title: spec.title, succeeded, counts };
}
