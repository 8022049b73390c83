import type { CostFilters, CostGroup, CostRow, CostTotals } from "@/lib/core/cost/cost-view";
import { Prisma } from "@/lib/db/generated/client";
import { decodeCursor, encodeCursor } from "@/lib/schemas/cursor";
import type { ServiceContext } from "../context";
import type { CostQuery, CostSort } from "./cost-query";
import { costSource, roleCondition } from "./cost-source";
import { ADD_UP, NO_SUMS, type SumsRow, toSums } from "./cost-sums";

export interface CostReport {
  readonly rows: readonly CostRow[];
  readonly totals: CostTotals;
  readonly after: string | null;
}

const SORT_COLUMN: Record<CostSort, string> = {
  paid: "paid", fees: "fees", lost: "lost", referral: "referral", earned: "earned", client: "client", released: "released", failed: "refunds",
  refunded: "refunded", net: "net", name: "name",
};

interface GroupRow extends SumsRow { key: string | null; name: string; role: string | null; kind: string | null; number: number | null; net: bigint }
interface TotalsRow extends SumsRow { groups: bigint; agents: bigint; inside: bigint }
type Found = GroupRow & { [K in keyof TotalsRow as `all_${K}`]: TotalsRow[K] };

/** Cost per agent, role, pattern or run over whole UTC days; the totals cover every match, not one page. Units: micros. */
export async function getCostReport(ctx: Pick<ServiceContext, "db">, connectionId: string, query: CostQuery): Promise<CostReport> {
  const limit = query.size === null ? Prisma.empty : Prisma.sql`limit ${query.size + 1}`;
  const found = await ctx.db.$queryRaw<Found[]>`
    with s as materialized (${matches(connectionId, query, query.group)}), t as (${totalsOf(query.group)}),
      p as (select g.* from (${groupedBy(query.group)}) g ${placeOf(query)} ${orderOf(query, "g")} ${limit})
    select p.*, ${ALL_TOTALS} from t left join p on true ${orderOf(query, "p")}`;
  const rows = found.filter((row) => row.key !== null);
  const page = query.size === null ? rows : rows.slice(0, query.size);
  const last = page.at(-1);
  const hasMore = query.size !== null && rows.length > query.size;
  return {
    rows: page.map(toCostRow), totals: toTotals(found[0]),
    after: hasMore && last ? encodeCursor({ value: String(last[SORT_COLUMN[query.sort] as keyof GroupRow]), id: last.key ?? "" }) : null,
  };
}

/** The sums over every match; by `agent` where nothing is grouped. */
export async function getCostTotals(ctx: Pick<ServiceContext, "db">, connectionId: string, filters: CostFilters): Promise<CostTotals> {
  const found = await ctx.db.$queryRaw<Found[]>`
    with s as materialized (${matches(connectionId, filters, "agent")}), t as (${totalsOf("agent")}) select ${ALL_TOTALS} from t`;
  return toTotals(found[0]);
}

/** Sums of the range per agent and part, each with its agent: one pass, for the rows and for their totals. */
function matches(connectionId: string, filters: CostFilters, group: CostGroup): Prisma.Sql {
  return Prisma.sql`
    select c.*, a.name as agent, a.role, a.kind from (${costSource(connectionId, filters, group)}) c join "Agent" a on a.id = c."agentId"
    where ${roleCondition(filters.role)}`;
}

function groupedBy(group: CostGroup): Prisma.Sql {
  const { columns, joins, by } = SHAPES[group];
  return Prisma.sql`select h.*, h.earned + h.referral - h.paid as net from (select ${columns}, ${ADD_UP} from s c ${joins} group by ${by}) h`;
}

const ROLE = Prisma.sql`case when c.kind = 'external' then 'external' else c.role end`;
const NOTHING = Prisma.sql`null::text as role, null::text as kind, null::int as number`;
const PATTERN = Prisma.sql`coalesce(nullif(c.part, ''), 'single')`;

/** What one row is about. A blank pattern is a single payment. */
const SHAPES: Record<CostGroup, { columns: Prisma.Sql; joins: Prisma.Sql; by: Prisma.Sql }> = {
  agent: { columns: Prisma.sql`c."agentId" as key, c.agent as name, c.role, c.kind, null::int as number`, joins: Prisma.empty, by: Prisma.sql`c."agentId", c.agent, c.role, c.kind` },
  role: { columns: Prisma.sql`${ROLE} as key, ${ROLE} as name, ${NOTHING}`, joins: Prisma.empty, by: Prisma.sql`1` },
  pattern: { columns: Prisma.sql`${PATTERN} as key, ${PATTERN} as name, ${NOTHING}`, joins: Prisma.empty, by: Prisma.sql`1` },
  run: {
    columns: Prisma.sql`c.part as key, coalesce(r.name, c.part) as name, null::text as role, null::text as kind, r.number`,
    joins: Prisma.sql`left join "Run" r on r.id = c.part`, by: Prisma.sql`c.part, r.id`,
  },
};

const COUNTED: Record<CostGroup, Prisma.Sql> = { agent: Prisma.sql`c."agentId"`, role: ROLE, pattern: Prisma.sql`c.part`, run: Prisma.sql`c.part` };

function totalsOf(group: CostGroup): Prisma.Sql {
  return Prisma.sql`
    select count(distinct ${COUNTED[group]}) as groups, count(distinct c."agentId") as agents, ${ADD_UP},
      coalesce(sum(c.paid) filter (where c.kind <> 'external'), 0)::bigint as inside from s c`;
}

const TOTAL_COLUMNS = [...Object.keys(NO_SUMS), "groups", "agents", "inside"];
const ALL_TOTALS = Prisma.raw(TOTAL_COLUMNS.map((column) => `t.${column} as all_${column}`).join(", "));

function orderOf({ sort, direction }: CostQuery, table: string): Prisma.Sql {
  return Prisma.raw(`order by ${table}."${SORT_COLUMN[sort]}" ${direction}, ${table}.key ${direction}`);
}

/** The rows behind a cursor; one that somebody changed shows the first page. */
function placeOf({ sort, direction, after }: CostQuery): Prisma.Sql {
  const cursor = after ? decodeCursor(after) : null;
  if (cursor === null || (sort !== "name" && !/^-?\d+$/.test(cursor.value))) return Prisma.empty;
  const bound = sort === "name" ? Prisma.sql`${cursor.value}::text` : Prisma.sql`${cursor.value}::numeric`;
  return Prisma.sql`where (g.${Prisma.raw(`"${SORT_COLUMN[sort]}"`)}, g.key) ${Prisma.raw(direction === "desc" ? "<" : ">")} (${bound}, ${cursor.id})`;
}

function toTotals(row: Found | undefined): CostTotals {
  const of = (column: keyof TotalsRow) => row?.[`all_${column}`] ?? 0n;
  const sums = Object.fromEntries(Object.keys(NO_SUMS).map((column) => [column, of(column as keyof SumsRow)])) as unknown as SumsRow;
  return { ...toSums(sums), groupCount: Number(of("groups")), agentCount: Number(of("agents")), insidePaidMicros: of("inside") };
}

function toCostRow({ key, name, role, kind, number, ...sums }: GroupRow): CostRow {
  return { key: key ?? "", name, role, kind, number, ...toSums(sums) };
}
