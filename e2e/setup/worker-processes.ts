/** Workers of the fleet as processes of their own: the example programs of docs/examples, each with a token of its own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { newId } from "../../lib/core/ids";
import { toEpochMs } from "../../lib/core/time";
import { openDatabase } from "../../lib/db/client";
import { hashToken, WORKER_TOKEN } from "../../lib/services/token/token-text";

/** The Python example where there is a Python, else the other one: both run against the same routes in the unit tests. */
export const hasPython = spawnSync("python3", ["--version"]).status === 0;
const [command, program] = hasPython ? ["python3", ["docs/examples/worker.py"]] as const
  : [process.execPath, ["node_modules/tsx/dist/cli.mjs", "docs/examples/worker.ts"]] as const;

export interface WorkerProcesses {
  /** Starts a process for each of these workers; the flags are those of the examples. */
  readonly start: (names: readonly string[], flags?: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Tokens are written as the page would; that a person can make them there is a story of its own. */
export function workerProcesses(consoleServer: { readonly url: string; readonly databaseUrl: string }): WorkerProcesses {
  const db = openDatabase(consoleServer.databaseUrl, 2);
  const folder = mkdtempSync(path.join(os.tmpdir(), "workers-"));
  const children: ChildProcess[] = [];
  return {
    start: async (names, flags = []) => {
      for (const name of names) {
        const file = path.join(folder, name);
        writeFileSync(file, await makeToken(db, name), { mode: 0o600 });
        children.push(spawn(command, [...program, "--console", consoleServer.url, "--token-file", file, ...flags], { stdio: "ignore" }));
      }
    },
    stop: async () => {
      for (const child of children) child.kill();
      rmSync(folder, { recursive: true, force: true });
      await db.$disconnect();
    },
  };
}

async function makeToken(db: ReturnType<typeof openDatabase>, name: string): Promise<string> {
  const agent = await db.agent.findFirstOrThrow({ where: { name } });
  const token = WORKER_TOKEN.make(randomBytes);
  const now = toEpochMs(Date.now());
  await db.workerToken.create({
    data: {
      id: newId("workerToken", now, randomBytes), connectionId: agent.connectionId, agentId: agent.id, name: "story", tokenHash: hashToken(token),
      hint: WORKER_TOKEN.hint(token), createdBy: "story", createdAt: new Date(now),
    },
  });
  return token;
}
