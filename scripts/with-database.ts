/** Runs dist/<name>.mjs with the console's database: the running console's, the person's, or our own for as long as it takes. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { readConfiguration } from "@/lib/env";
import { isAlive } from "./database/leftovers";
import { openDatabase } from "./start/database";
import { readRunRecord } from "./start/run-record";

/** Gives the exit code of the script. */
export async function runWithDatabase(folder: string, script: string, args: readonly string[]): Promise<number> {
  const configuration = readConfiguration(process.env);
  const dataRoot = path.resolve(folder, configuration.DATA_DIR);
  const record = readRunRecord(dataRoot);
  if (record && isAlive(record.supervisor)) return execute(folder, script, args, record.environment);
  mkdirSync(dataRoot, { recursive: true });
  const database = await openDatabase(folder, dataRoot, configuration, (line) => console.error(line));
  try {
    return await execute(folder, script, args, { DATA_DIR: dataRoot, ...database.environment });
  } finally {
    await database.stop(5_000);
  }
}

function execute(folder: string, script: string, args: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, [path.join(folder, "dist", `${script}.mjs`), ...args], {
    cwd: folder, stdio: "inherit", env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", (code) => resolve(code ?? 1)));
}
