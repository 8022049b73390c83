/** DATA_DIR/running.json: which processes this start has, and the variables that `npm run audit:verify` and friends need. */
import { existsSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { commandLine, isAlive } from "../database/leftovers";
import { writePrivate } from "./secrets";

interface RunRecord {
  readonly supervisor: number;
  readonly pids: Readonly<Record<string, number>>;
  readonly environment: Readonly<Record<string, string>>;
}

const fileOf = (dataRoot: string) => path.join(dataRoot, "running.json");

export function readRunRecord(dataRoot: string): RunRecord | undefined {
  if (!existsSync(fileOf(dataRoot))) return undefined;
  return JSON.parse(readFileSync(fileOf(dataRoot), "utf8")) as RunRecord;
}

/** Keeps the record while the console runs. */
export function openRunRecord(dataRoot: string, environment: Readonly<Record<string, string>>) {
  const pids: Record<string, number> = {};
  const write = () => writePrivate(fileOf(dataRoot), JSON.stringify({ supervisor: process.pid, pids, environment }, null, 2));
  return {
    started(name: string, pid: number) {
      pids[name] = pid;
      write();
    },
    close: () => rmSync(fileOf(dataRoot), { force: true }),
  };
}

/** Ends processes that a killed start left, after a look that they are of this folder and not a recycled id. */
export function endLeftovers(folder: string, dataRoot: string): void {
  const record = readRunRecord(dataRoot);
  for (const pid of Object.values(record?.pids ?? {})) {
    if (isAlive(pid) && isOfFolder(pid, folder)) process.kill(pid, "SIGKILL");
  }
  rmSync(fileOf(dataRoot), { force: true });
}

/** The web renames itself, so its command line says nothing; where it works does. */
function isOfFolder(pid: number, folder: string): boolean {
  try {
    if (existsSync(`/proc/${pid}/cwd`)) return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
  return commandLine(pid).includes(folder + path.sep);
}
