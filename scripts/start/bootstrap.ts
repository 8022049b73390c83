/** Runs dist/bootstrap.mjs once: the sandbox's connection, the first administrator or the set-up link. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

export interface BootstrapResult {
  /** One-time link for the first administrator; absent when there is one. */
  readonly setupUrl?: string;
}

const LIMIT_MS = 60_000;

/** The last line of its output is the result as JSON. Errors: what the script said when it fails. */
export async function runBootstrap(folder: string, env: Readonly<Record<string, string | undefined>>): Promise<BootstrapResult> {
  const script = path.join(folder, "dist/bootstrap.mjs");
  if (!existsSync(script)) return {};
  const child = spawn(process.execPath, [script], { cwd: folder, env: env as NodeJS.ProcessEnv, stdio: ["ignore", "pipe", "pipe"], timeout: LIMIT_MS });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`The first set-up failed (exit code ${code}).\n${(errors || output).trim().slice(-4_000)}`);
  return parseResult(output);
}

/** Other lines, such as log lines, may stand before it. */
export function parseResult(output: string): BootstrapResult {
  for (const line of output.trim().split("\n").reverse()) {
    if (!line.startsWith("{")) continue;
    const { setupUrl } = JSON.parse(line) as { setupUrl?: unknown };
    return typeof setupUrl === "string" ? { setupUrl } : {};
  }
  return {};
}
