import { encodeCursor } from "@/lib/schemas/cursor";
import { asAdmin, METRICS_TOKEN, type Stack } from "./pages-stack";

/** What a request is judged by: the p50 and p95 alone, and the p50 of sixteen at once. Units: ms. */
export interface Target {
  readonly p50?: number;
  readonly p95?: number;
  readonly p50Of16?: number;
}

export interface BenchRequest {
  readonly name: string;
  readonly path: string;
  readonly target: Target;
  readonly headers?: Readonly<Record<string, string>>;
}

const TABLE: Target = { p50: 10, p95: 20, p50Of16: 150 };
const OVERVIEW: Target = { p95: 50 };
const DETAIL: Target = { p95: 50 };
const API: Target = { p50: 2.5 };

interface Samples {
  worker: string; worker_name: string; upstream: string; escrow: string; escrow_upstream: string; task: string; reference: string; run: string; big_run: string; actor: string;
  deep_at: Date; deep_escrow: string; deep_fees: bigint; deep_worker: string; deep_seq: bigint; deep_run: string; deep_run_at: Date; middle_name: string; cost_at: Date; cost: string; batch: string;
}

const SAMPLES = `
  with e as (select * from "Escrow" where state = 'released' and "runId" is not null order by id offset 500 limit 1), deep as (select * from "Escrow" order by "createdAt" offset 1000 limit 1),
    w as (select * from "Agent" where id = (select "payeeAgentId" from e)), r as (select * from "Run" order by number offset 100 limit 1), c as (select * from "CostEntry" where at < now() - interval '25 days' order by "connectionId" desc, at desc limit 1)
  select w.id as worker, w.name as worker_name, (select "upstreamId" from "AgentAccount" where "agentId" = w.id) as upstream, e.id as escrow, e."upstreamId" as escrow_upstream, e."taskId" as task,
    (select "externalReference" from "Escrow" where "externalReference" is not null order by id limit 1) as reference, e."runId" as run, (select id from "Run" order by "legCount" desc, number limit 1) as big_run, 'opr_seed' as actor,
    deep."createdAt" as deep_at, deep.id as deep_escrow, w."feesMicros" as deep_fees, w.id as deep_worker, (select seq from "AuditEntry" order by seq offset 1000 limit 1) as deep_seq,
    r.id as deep_run, r."createdAt" as deep_run_at, w.name as middle_name, c.at as cost_at, c.id as cost, w."batchId" as batch
  from e, deep, w, r, c`;

/** Every page and every read with its filters, orders, searches and places far from the beginning. */
export async function benchRequests(stack: Stack): Promise<BenchRequest[]> {
  const [s] = await asAdmin<Samples>(stack, SAMPLES);
  if (!s) throw new Error("The seed is not there");
  const at = (value: string, id: string) => encodeCursor({ value, id });
  const deepEscrows = at(s.deep_at.toISOString(), s.deep_escrow);
  const table = (name: string, ...paths: string[]): BenchRequest[] => paths.map((path) => ({ name: `${name}${path.slice(0, 44)}`, path: `/${name}${path}`, target: TABLE }));
  const api = (...paths: string[]): BenchRequest[] => paths.map((path) => ({ name: `v1/${path.slice(0, 48)}`, path: `/api/v1/${path}`, target: API }));
  const page = (name: string, path: string, target: Target): BenchRequest => ({ name, path, target });
  return [
    page("overview", "/", OVERVIEW),
    ...table("workers", "", "?view=attention", "?view=retired", "?role=trading", "?proof=contradicted", "?tag=eu", "?sort=fees&order=desc", "?sort=net&order=asc", "?sort=name&order=asc", `?q=${s.worker_name}`, `?q=${s.upstream}`, "?q=nothing+has+this+name",
      `?sort=fees&order=desc&after=${at(String(s.deep_fees), s.deep_worker)}`, `?sort=name&order=asc&after=${at(s.middle_name, s.worker)}`),
    ...table("wallets", "", "?use=at_limit", `?q=${s.worker_name}`, "?q=nothing+has+this+name"),
    ...table("escrows", "", "?state=released", "?state=locked", "?state=completed", "?state=split", "?sort=deadline", "?sort=created&direction=asc", `?payee=${s.worker}`, `?payer=${s.worker}`, `?payee=${s.worker}&state=refunded`, "?tag=invoice", `?runId=${s.run}`, "?pattern=pipeline", "?pattern=client",
      "?from=2026-07-01&to=2026-07-02", "?closedFrom=2026-07-01&closedTo=2026-07-01", `?after=${deepEscrows}`, `?state=released&after=${deepEscrows}`, `?q=${s.worker_name}`, `?q=${s.escrow_upstream}`, `?q=${s.task}`, `?q=${s.reference}`, "?q=manual", "?q=nothing+has+this+text"),
    ...table("runs", "", "?state=running", "?state=failed", "?pattern=pipeline", "?pattern=auction", "?tab=review", "?q=Manuals", "?q=nothing+has+this+name", `?after=${at(s.deep_run_at.toISOString(), s.deep_run)}`),
    ...table("referrals", "", "?range=all"),
    ...table("costs", "", "?range=7d", "?range=all", "?group=role", "?group=pattern", "?group=run", "?role=trading", "?pattern=client", `?agent=${s.worker}&range=all`, `?run=${s.run}&range=all`, "?sort=net&direction=asc"),
    ...table("costs/entries", "", "?figure=fees", "?figure=client", "?figure=lost", "?figure=lost&range=all", "?role=trading", `?agent=${s.worker}&range=all`, `?run=${s.run}&range=all`, `?after=${at(s.cost_at.toISOString(), s.cost)}`),
    ...table("audit", "", `?actor=${s.actor}`, "?action=escrow.cancel", "?result=denied", `?subject=${s.escrow}`, "?subject=nothing+has+this+name", "?from=2026-07-01&to=2026-07-02", `?after=${s.deep_seq}`, `?action=escrow.cancel&after=${s.deep_seq}`, "?result=denied&action=escrow.cancel"),
    ...table("alerts", "", "?show=resolved"),
    page("workers/[id]", `/workers/${s.worker}`, DETAIL), page("escrows/[id]", `/escrows/${s.escrow}`, DETAIL), page("runs/[id], 12 legs", `/runs/${s.run}`, DETAIL), page("runs/[id], 1,000 legs", `/runs/${s.big_run}`, {}),
    page("escrows/new", "/escrows/new", DETAIL), page("workers/spawn", "/workers/spawn", DETAIL), page("runs/new", "/runs/new", DETAIL), page("settings/connections", "/settings/connections", DETAIL),
    ...api("status", "workers", "workers?sort=fees", `workers?q=${s.worker_name}`, `workers/${s.worker}`, "escrows", "escrows?state=released", `escrows?payee=${s.worker}`, `escrows?after=${deepEscrows}`, `escrows/${s.escrow}`, "wallets", "runs", `runs/${s.run}`, `batches/${s.batch}`,
      "alerts", "audit", `audit?subject=${s.escrow}`, "costs", "costs?range=all", "commissions", "commissions?range=all", "openapi.json"),
    { name: "metrics", path: "/api/metrics", target: {}, headers: { authorization: `Bearer ${METRICS_TOKEN}` } },
    page("ready", "/api/ready", {}),
  ];
}
