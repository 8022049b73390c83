import { setTimeout as wait } from "node:timers/promises";
import type { Print } from "./figure";
import { asAdmin, type Stack } from "./pages-stack";
import { cpuMs, pssMb } from "./process-figures";

/** What an engine does once when it starts (it verifies the audit log of a day) is over by then. */
const SETTLING_MS = 20_000;
const WATCHED_MS = 60_000;
const STATEMENTS_SHOWN = 8;
const STOP_LIMIT_MS = 5_000;

interface Statement { query: string; calls: number; mean: number; total: number }

/** The engine at rest over the whole history: what its beats cost, and what all processes together hold in memory. */
export async function benchEngine(stack: Stack, print: Print): Promise<void> {
  const engine = await stack.startEngine();
  const pids = { engine: engine.pid() ?? 0, database: stack.server.cluster.process.pid ?? 0, web: stack.services.web.pid() ?? 0, sandbox: stack.services.sandbox.pid() ?? 0 };
  await wait(SETTLING_MS);
  await asAdmin(stack, "select pg_stat_statements_reset()");
  const before = { engine: cpuMs(pids.engine), database: cpuMs(pids.database) };
  await wait(WATCHED_MS);
  const percent = (name: "engine" | "database") => `${(((cpuMs(pids[name]) - before[name]) * 100) / WATCHED_MS).toFixed(1)} %`;
  print("engine at rest, of one core", `engine ${percent("engine")}, database ${percent("database")}`);
  const statements = await asAdmin<Statement>(stack, `
    select query, calls::int, mean_exec_time as mean, total_exec_time as total from pg_stat_statements where query not like '%pg_stat_statements%' order by total_exec_time desc limit ${STATEMENTS_SHOWN}`);
  for (const { query, calls, mean } of statements) print("", `${mean.toFixed(1)} ms x ${calls}  ${query.replace(/\s+/g, " ").slice(0, 150)}`);
  const memory = Object.entries(pids).map(([name, pid]) => [name, pssMb(pid)] as const);
  print("memory", `${memory.map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)}`).join(", ")}, all ${memory.reduce((sum, [, megabytes]) => sum + megabytes, 0).toFixed(0)} MB`);
  // What is measured after it is measured alone.
  await engine.stop(STOP_LIMIT_MS);
}
