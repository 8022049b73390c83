/** What a killed start leaves behind: a postmaster that still runs on our data folder. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const STOP_LIMIT_MS = 10_000;

/** True when a process with this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The command line of a process, or empty text where there is none or it cannot be read. */
export function commandLine(pid: number): string {
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    if (process.platform === "win32") return "";
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** Stops a postmaster that an earlier start left on this data folder. A foreign process with the recycled id is left alone. */
export async function stopLeftover(cluster: string): Promise<void> {
  const pid = Number(postmasterPid(cluster));
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  if (!commandLine(pid).includes(cluster)) return;
  process.kill(pid, "SIGINT");
  const limit = Date.now() + STOP_LIMIT_MS;
  while (isAlive(pid)) {
    if (Date.now() > limit) throw new Error(`An earlier PostgreSQL (process ${pid}) does not stop. End it, then start again.`);
    await wait(50);
  }
}

function postmasterPid(cluster: string): string {
  try {
    return readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n")[0] ?? "";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
