/** Runs a program to its end; what it printed is shown only when it fails. */
import { spawn } from "node:child_process";

const KEPT_MAX = 20_000;

export class CommandError extends Error {
  constructor(title, output, code) {
    super(`${title} failed${code === null ? "" : ` (exit code ${code})`}.\n${output.trim()}`);
    this.name = "CommandError";
    this.output = output;
  }
}

export function run(title, command, args, { env = process.env, cwd = process.cwd(), onOutput } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT_MAX);
      onOutput?.(String(chunk));
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const forward = (signal) => child.kill(signal);
    process.once("SIGINT", forward).once("SIGTERM", forward);
    const settled = () => process.off("SIGINT", forward).off("SIGTERM", forward);
    child.once("error", (error) => (settled(), reject(new CommandError(title, error.message, null))));
    child.once("close", (code) => (settled(), code === 0 ? resolve(output) : reject(new CommandError(title, output, code))));
  });
}
