/** Stops everything within two seconds: children first, so that the database has no work left when its turn comes. */
import { existsSync, readFileSync } from "node:fs";
import { commandLine, isAlive } from "../database/leftovers";
import type { Database } from "./database";
import type { Service } from "./service";

const CHILDREN_LIMIT_MS = 1_400;
const DATABASE_LIMIT_MS = 400;
const PARENT_POLL_MS = 200;

/** What runs so far; filled while the start goes on. */
export interface Stoppable {
  readonly services: Service[];
  /** Set as soon as the database begins to start, so that a stop in between finds it. */
  database?: Promise<Database>;
  close?: () => void;
  stop?: () => Promise<void>;
  stopping?: boolean;
}

async function stopAll(running: Stoppable): Promise<void> {
  running.stopping = true;
  await Promise.all(running.services.map((service) => service.stop(CHILDREN_LIMIT_MS)));
  const database = await running.database?.catch(() => undefined);
  await database?.stop(DATABASE_LIMIT_MS);
  running.close?.();
}

/** Ctrl-C, SIGTERM, a closed terminal and a killed npm all stop the console; a second signal does not wait. */
export function stopOnSignal(running: Stoppable, say: (line: string) => void): void {
  let work: Promise<void> | undefined;
  running.stop = () => (work ??= stopAll(running));
  const onSignal = (reason: string) => {
    if (work) {
      running.services.forEach((service) => service.kill("SIGKILL"));
      return;
    }
    const since = Date.now();
    console.log("");
    say(`${reason}: stopping`);
    void running.stop?.().then(() => {
      say(`Stopped in ${((Date.now() - since) / 1000).toFixed(1)} s.`);
      process.exit(0);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => onSignal(signal));
  if (!process.env["npm_lifecycle_event"]) return;
  const parents = npmProcesses();
  setInterval(() => !work && !parents.every(isAlive) && onSignal("npm is gone"), PARENT_POLL_MS).unref();
}

/** npm does not always pass a signal on, and a killed npm passes none: its process, and the shell in between, are watched. */
function npmProcesses(): number[] {
  const parent = process.ppid;
  const isShell = / -c .*start\.mjs/.test(commandLine(parent));
  const status = `/proc/${parent}/status`;
  if (!isShell || !existsSync(status)) return [parent];
  return [parent, Number(/^PPid:\s+(\d+)/m.exec(readFileSync(status, "utf8"))?.[1] ?? parent)];
}
