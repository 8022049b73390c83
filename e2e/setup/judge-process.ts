/** A judge as a process of its own: the example program of docs/examples, with a secret that a person copied. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { hasPython } from "./worker-processes";

const [command, program] = hasPython ? ["python3", ["docs/examples/judge.py"]] as const
  : [process.execPath, ["node_modules/tsx/dist/cli.mjs", "docs/examples/judge.ts"]] as const;

export interface JudgeProcess {
  readonly url: string;
  readonly stop: () => void;
}

/** Starts one that asks for a summary of so many words, and waits until it listens. */
export async function startJudge(secret: string, words: number): Promise<JudgeProcess> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "judge-"));
  const file = path.join(folder, "secret");
  writeFileSync(file, secret, { mode: 0o600 });
  const child = spawn(command, [...program, "--port", "0", "--secret-file", file, "--words", String(words)], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve) => child.stdout.on("data", (data: Buffer) => resolve(/http:\S+/.exec(data.toString())?.[0] ?? "")));
  return {
    url,
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
