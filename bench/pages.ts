import { ADMIN, asAdmin, type Stack, startStack } from "./pages-stack";
import { type Bench, percentile, type Print, sideBySide } from "./figure";
import { Visitor } from "./pages-client";
import { type BenchRequest, benchRequests } from "./pages-requests";
import { benchEngine } from "./pages-engine";
import { benchExports } from "./pages-exports";
import { cpuMs } from "./process-figures";

const LANES = 16;
const WARM = 5;
/** A statement that takes longer is printed. Units: ms. */
const SLOW_MS = 5;

interface Statement { query: string; calls: number; mean: number; total: number }

/**
 * Pages and reads at the sizes of design 13. `BENCH_ESCROWS` makes another size, `BENCH_ONLY` takes the requests whose
 * name holds it (or `engine`, or `exports`), `BENCH_ROUNDS` asks that often one after the other (40) and four times that side by side. Beside the times stand the CPU of web and database: those say what a page costs also on a busy machine.
 */
export const benchPages: Bench = async (print) => {
  const escrows = Number(process.env["BENCH_ESCROWS"] ?? 1_000_000);
  const stack = await startStack(process.cwd(), { escrows, workers: Math.max(100, escrows / 100) }, (line) => print("seed", line));
  const visitor = new Visitor(stack.url);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stack.stop().then(() => process.exit(130)));
  try {
    await visitor.signIn(ADMIN);
    const only = process.env["BENCH_ONLY"];
    const requests = (await benchRequests(stack)).filter(({ name }) => !only || name.includes(only));
    if (!only || only === "engine") await benchEngine(stack, print);
    for (const asked of requests) await measure(stack, visitor, asked, print);
    if (!only || only === "exports") await benchExports(stack, visitor, print);
  } finally {
    visitor.close();
    await stack.stop();
  }
};

async function measure(stack: Stack, visitor: Visitor, asked: BenchRequest, print: Print): Promise<void> {
  const rounds = Number(process.env["BENCH_ROUNDS"] ?? 40);
  const ask = () => visitor.get(asked.path, asked.headers);
  const first = await ask();
  if (first.status !== 200) return print(asked.name, `answered with ${first.status}`);
  for (let left = WARM; left > 0; left--) await ask();
  await asAdmin(stack, "select pg_stat_statements_reset()");
  const before = { web: cpuMs(stack.services.web.pid() ?? 0), database: cpuMs(stack.server.cluster.process.pid ?? 0) };
  const alone: number[] = [];
  for (let left = rounds; left > 0; left--) alone.push((await ask()).ms);
  const web = (cpuMs(stack.services.web.pid() ?? 0) - before.web) / alone.length;
  const database = (cpuMs(stack.server.cluster.process.pid ?? 0) - before.database) / alone.length;
  const statements = await asAdmin<Statement>(stack, `
    select query, calls::int, mean_exec_time as mean, total_exec_time as total from pg_stat_statements where query not like '%pg_stat_statements%' order by total_exec_time desc`);
  const atOnce: number[] = [];
  await sideBySide(Array.from({ length: rounds < WARM ? 0 : rounds * 4 }, (_, index) => index), LANES, async () => void atOnce.push((await ask()).ms));
  const figures = { p50: percentile(alone, 50), p95: percentile(alone, 95), p50Of16: percentile(atOnce, 50) };
  const missed = Object.entries(asked.target).filter(([name, most]) => figures[name as keyof typeof figures] > (most as number)).map(([name]) => name);
  const sql = statements.reduce((sum, { total }) => sum + total, 0) / alone.length;
  print(asked.name, [
    `p50 ${figures.p50.toFixed(1)}`, `p95 ${figures.p95.toFixed(1)}`, `c16 ${figures.p50Of16.toFixed(0)}`, `cpu web ${web.toFixed(1)} db ${database.toFixed(1)}`, `sql ${sql.toFixed(1)} ms in ${(statements.reduce((sum, { calls }) => sum + calls, 0) / alone.length).toFixed(0)}`,
    `${(first.bytes / 1_024).toFixed(0)} kB`, missed.length > 0 ? `OVER ${missed.join(" ")}` : "",
  ].join("  "));
  for (const { query, mean } of statements.filter((each) => each.mean > SLOW_MS)) print("", `${mean.toFixed(1)} ms  ${query.replace(/\s+/g, " ").slice(0, 160)}`);
}
