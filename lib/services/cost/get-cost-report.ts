import { Prisma } from "@/lib/db/generated/client";
import { decodeCursor, encodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "../context";
import type { CostFilters, CostGroup, CostQuery, CostSort } from "./cost-query";
import { costSource, roleCondition } from "./cost-source";
import { ADD_UP, type CostSums, NO_SUMS, type SumsRow, toSums } from "./cost-sums";

/** One agent, role, pattern or run. `role` and `kind` are an agent's, `number` is a run's. */
export interface CostRow extends CostSums {
  readonly key: string;
  readonly name: string;
  readonly role: string | null;
  readonly kind: string | null;
  readonly number: number | null;
}

/** `insidePaidMicros` is what own workers were paid: it moved inside the fleet, and only its fees left. */
export interface CostTotals extends CostSums {
  readonly groupCount: number;
  readonly agentCount: number;
  readonly insidePaidMicros: bigint;
}

export interface CostReport {
  readonly rows: readonly CostRow[];
  readonly totals: CostTotals;
  readonly after: string | null;
}

const SORT_COLUMN: Record<CostSort, string> = {
  paid: "paid", fees: "fees", lost: "lost", referral: "referral", earned: "earned", client: "client", released: "released", failed: "refunds",
  refunded: "refunded", net: "net", name: "name",
};

interface GroupRow extends SumsRow { key: string; name: string; role: string | null; kind: string | null; number: number | null; net: bigint }

/** Cost per agent, role, pattern or run over whole UTC days; the totals cover every match, not one page. Units: micros. */
export async function getCostReport(ctx: Pick<ServiceContext, "db">, connectionId: string, query: CostQuery): Promise<CostReport> {
  const [rows, totals] = await Promise.all([readRows(ctx, connectionId, query), getCostTotals(ctx, connectionId, query, query.group)]);
  const page = query.size === null ? rows : rows.slice(0, query.size);
  const last = page.at(-1);
  const hasMore = query.size !== null && rows.length > query.size;
  return {
    rows: page.map(toCostRow), totals,
    after: hasMore && last ? encodeCursor({ value: String(last[SORT_COLUMN[query.sort] as keyof GroupRow]), id: last.key }) : null,
  };
}

function readRows(ctx: Pick<ServiceContext, "db">, connectionId: string, query: CostQuery): Promise<GroupRow[]> {
  const column = Prisma.raw(`s."${SORT_COLUMN[query.sort]}"`);
  const order = Prisma.raw(query.direction);
  const cursor = query.after ? decodeCursor(query.after) : null;
  const compare = Prisma.raw(query.direction === "desc" ? "<" : ">");
  const bound = cursor && query.sort === "name" ? Prisma.sql`${cursor.value}::text` : Prisma.sql`${cursor?.value ?? "0"}::numeric`;
  const isUsable = cursor !== null && (query.sort === "name" || /^-?\d+$/.test(cursor.value));
  const where = isUsable ? Prisma.sql`where (${column}, s.key) ${compare} (${bound}, ${cursor.id})` : Prisma.empty;
  const limit = query.size === null ? Prisma.empty : Prisma.sql`limit ${query.size + 1}`;
  return ctx.db.$queryRaw<GroupRow[]>`
    select s.* from (${grouped(connectionId, query)}) s ${where} order by ${column} ${order}, s.key ${order} ${limit}`;
}

function grouped(connectionId: string, query: CostQuery): Prisma.Sql {
  const source = costSource(connectionId, query, query.group);
  const { columns, joins, by } = SHAPES[query.group];
  return Prisma.sql`
    select g.*, g.earned + g.referral - g.paid as net from (
      select ${columns}, ${ADD_UP} from (${source}) c join "Agent" a on a.id = c."agentId" ${joins} where ${roleCondition(query.role)} group by ${by}
    ) g`;
}

const ROLE = Prisma.sql`case when a.kind = 'external' then 'external' else a.role end`;
const NOTHING = Prisma.sql`null::text as role, null::text as kind, null::int as number`;

/** What one row is about. A blank pattern is a single payment. */
const SHAPES: Record<CostGroup, { columns: Prisma.Sql; joins: Prisma.Sql; by: Prisma.Sql }> = {
  agent: { columns: Prisma.sql`a.id as key, a.name, a.role, a.kind, null::int as number`, joins: Prisma.empty, by: Prisma.sql`a.id` },
  role: { columns: Prisma.sql`${ROLE} as key, ${ROLE} as name, ${NOTHING}`, joins: Prisma.empty, by: Prisma.sql`1` },
  pattern: { columns: Prisma.sql`coalesce(nullif(c.part, ''), 'single') as key, coalesce(nullif(c.part, ''), 'single') as name, ${NOTHING}`, joins: Prisma.empty, by: Prisma.sql`1` },
  run: {
    columns: Prisma.sql`c.part as key, coalesce(r.name, c.part) as name, null::text as role, null::text as kind, r.number`,
    joins: Prisma.sql`left join "Run" r on r.id = c.part`, by: Prisma.sql`c.part, r.id`,
  },
};

/** The sums over every match. Without a group, as for an agent's own figures, by `agent`. */
export async function getCostTotals(
  ctx: Pick<ServiceContext, "db">, connectionId: string, filters: CostFilters, group: CostGroup = "agent",
): Promise<CostTotals> {
  const [row] = await ctx.db.$queryRaw<(SumsRow & { groups: bigint; agents: bigint; inside: bigint })[]>`
    select count(distinct ${COUNTED[group]}) as groups, count(distinct c."agentId") as agents, ${ADD_UP},
      coalesce(sum(c.paid) filter (where a.kind <> 'external'), 0)::bigint as inside
    from (${costSource(connectionId, filters, group)}) c join "Agent" a on a.id = c."agentId" where ${roleCondition(filters.role)}`;
  const sums = row ?? { ...NO_SUMS, groups: 0n, agents: 0n, inside: 0n };
  return { ...toSums(sums), groupCount: Number(sums.groups), agentCount: Number(sums.agents), insidePaidMicros: sums.inside };
}

const COUNTED: Record<CostGroup, Prisma.Sql> = { agent: Prisma.sql`c."agentId"`, role: ROLE, pattern: Prisma.sql`c.part`, run: Prisma.sql`c.part` };

function toCostRow({ key, name, role, kind, number, ...sums }: GroupRow): CostRow {
  return { key, name, role, kind, number, ...toSums(sums) };
}
