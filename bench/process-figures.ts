/** CPU and memory of processes, from /proc: Linux only. */
import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

interface Line {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

function readLine(pid: number): Line | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
    // Of the process and of its ended children: user and system time.
    return { pid, parent: fields[1] ?? 0, ticks: [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0) };
  } catch {
    return null;
  }
}

function family(root: number): Line[] {
  const all = readdirSync("/proc").map(Number).filter((pid) => pid > 0).flatMap((pid) => readLine(pid) ?? []);
  const found = new Set([root]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid));
}

/** CPU time that a process and all below it have taken so far. Units: ms. */
export function cpuMs(root: number): number {
  return family(root).reduce((sum, { ticks }) => sum + (ticks * 1_000) / TICKS_PER_SECOND, 0);
}

/** Memory of a process and all below it; shared pages are divided among those that share them. Units: MB. */
export function pssMb(root: number): number {
  const kilobytes = family(root).map(({ pid }) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1_024;
}
