import { readdirSync, readFileSync } from "node:fs";

/** The kernel counts a process's time in hundredths of a second. */
const TICK_MS = 10;

interface Process {
  readonly id: number;
  readonly parentId: number;
  readonly name: string;
  readonly ms: number;
  readonly endedChildrenMs: number;
}

/**
 * Measures the processor's time of this process and of the PostgreSQL that it started. Unlike the time that passes it hardly depends
 * on what else the machine does. Gives the milliseconds of each since the start; PostgreSQL's only on Linux.
 */
export function startMeter(): () => { readonly own: number; readonly database: number } {
  const own = process.cpuUsage();
  const database = databaseMs();
  return () => {
    const { user, system } = process.cpuUsage(own);
    return { own: (user + system) / 1_000, database: databaseMs() - database };
  };
}

function databaseMs(): number {
  if (process.platform !== "linux") return Number.NaN;
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(read).filter((each) => each !== null);
  const server = all.find(({ name, parentId }) => name === "postgres" && parentId === process.pid);
  if (!server) return Number.NaN;
  const backends = all.filter(({ parentId }) => parentId === server.id);
  return server.ms + server.endedChildrenMs + backends.reduce((sum, { ms }) => sum + ms, 0);
}

/** One process by `/proc/<id>/stat`; `null` when it has ended. */
function read(id: string): Process | null {
  try {
    const text = readFileSync(`/proc/${id}/stat`, "utf8");
    const nameEnd = text.lastIndexOf(")");
    const fields = text.slice(nameEnd + 2).split(" ").map(Number);
    const sum = (first: number) => ((fields[first] ?? 0) + (fields[first + 1] ?? 0)) * TICK_MS;
    return { id: Number(id), parentId: fields[1] ?? 0, name: text.slice(text.indexOf("(") + 1, nameEnd), ms: sum(11), endedChildrenMs: sum(13) };
  } catch {
    return null;
  }
}
