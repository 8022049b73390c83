/** One supervised child process: started again with back-off when it ends by itself, stopped in a bounded time. */
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export interface ServiceSpec {
  readonly name: string;
  readonly folder: string;
  /** A script and its arguments, run by this Node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  /** False for a process that cannot bear our channel (`next dev` ends at once with one); it then stops only with this one's own stop. */
  readonly isTied?: boolean;
  /** False leaves it ended when it ends; a test decides itself when it comes back. */
  readonly restarts?: boolean;
}

export interface Service {
  readonly name: string;
  readonly logFile: string;
  readonly starts: () => number;
  readonly pid: () => number | undefined;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly stop: (limitMs: number) => Promise<void>;
}

const BACK_OFF_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
const STEADY_MS = 30_000;
const LOG_MAX_BYTES = 10_000_000;

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_MAX_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

/** The end of a log, for a message about a process that does not start. */
export function logTail(file: string, lines = 15): string {
  if (!existsSync(file)) return "";
  return readFileSync(file, "utf8").slice(-8_000).trimEnd().split("\n").slice(-lines).join("\n");
}

function launch(spec: ServiceSpec): ChildProcess {
  const log = openLog(spec.logFile);
  const preload = pathToFileURL(path.join(spec.folder, "scripts/start/exit-with-parent.mjs")).href;
  const isTied = spec.isTied ?? true;
  const child = spawn(process.execPath, [...(isTied ? ["--import", preload] : []), ...spec.args], {
    cwd: spec.folder, env: spec.env as NodeJS.ProcessEnv, detached: true, stdio: ["ignore", log, log, ...(isTied ? ["ipc" as const] : [])],
  });
  closeSync(log);
  child.on("error", () => undefined);
  return child;
}

/** The whole group, so that what the child itself started goes too. */
function signalGroup(child: ChildProcess | undefined, signal: NodeJS.Signals): void {
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

export interface ServiceEvents {
  readonly onStart?: (pid: number) => void;
  /** The child ended by itself and is started again after this time. */
  readonly onCrash?: (reason: string, delayMs: number) => void;
}

export function startService(spec: ServiceSpec, events: ServiceEvents = {}): Service {
  let child: ChildProcess | undefined;
  let stopping = false;
  let starts = 0;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const begin = () => {
    const startedAt = Date.now();
    starts += 1;
    const current = launch(spec);
    child = current;
    if (current.pid) events.onStart?.(current.pid);
    current.once("exit", (code, signal) => {
      if (stopping || spec.restarts === false) return;
      failures = Date.now() - startedAt > STEADY_MS ? 0 : failures;
      const delayMs = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 0;
      failures += 1;
      events.onCrash?.(signal ? `signal ${signal}` : `exit code ${code}`, delayMs);
      timer = setTimeout(begin, delayMs);
    });
  };

  const stop = async (limitMs: number) => {
    stopping = true;
    clearTimeout(timer);
    const current = child;
    if (!current || current.exitCode !== null || current.signalCode !== null) return;
    const gone = new Promise((resolve) => current.once("exit", resolve));
    current.kill("SIGTERM");
    const force = setTimeout(() => signalGroup(current, "SIGKILL"), limitMs);
    await gone;
    clearTimeout(force);
  };

  begin();
  return { name: spec.name, logFile: spec.logFile, starts: () => starts, pid: () => child?.pid, kill: (signal) => signalGroup(child, signal), stop };
}
