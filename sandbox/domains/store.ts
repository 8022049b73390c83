import { bps, portion, type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { commissionsInCents, settleWithBank, toCents } from "../bank";
import type { AgentRow } from "../rows";
import type { World } from "../world";

export interface DomainRow {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly server: "v1" | "older";
  readonly priceMicros: Usdc;
  readonly markupMicros: Usdc;
  readonly at: EpochMs;
}

export interface RecordRow {
  readonly id: string;
  readonly domainId: string;
  readonly type: string;
  readonly name: string;
  readonly content: string;
  readonly ttl: number;
  readonly priority: number | null;
  readonly isDeleted: boolean;
}

/** Registry prices in euros and in the older server's dollars: the sandbox's own, of the order of the published ones. */
export const TLDS = [
  { tld: ".agent", eur: 12, usd: 20 }, { tld: ".ai", eur: 95, usd: 120 }, { tld: ".bot", eur: 60, usd: 78 }, { tld: ".com", eur: 11.5, usd: 18 },
  { tld: ".net", eur: 12.5, usd: 19 }, { tld: ".org", eur: 11, usd: 17 }, { tld: ".io", eur: 45, usd: 60 }, { tld: ".dev", eur: 14, usd: 22 },
  { tld: ".app", eur: 15, usd: 23 }, { tld: ".xyz", eur: 10, usd: 16 }, { tld: ".cloud", eur: 18, usd: 28 }, { tld: ".tech", eur: 40, usd: 55 },
  { tld: ".co", eur: 26, usd: 38 },
] as const;

export const domainRows = (world: World) => world.table<DomainRow>("domain");
export const domainRecords = (world: World) => world.table<RecordRow>("domain-record");

export function domainByName(world: World, name: string): DomainRow | undefined {
  const [id] = world.group<DomainRow>("domain", "name", (row) => row.name).all(name);
  return id === undefined ? undefined : domainRows(world).get(id);
}

export function domainsOf(world: World, ownerId: string): DomainRow[] {
  const ids = world.group<DomainRow>("domain", "owner", (row) => row.ownerId).all(ownerId);
  return Array.from(ids, (id) => domainRows(world).get(id)).filter((row) => row !== undefined);
}

export function tldOf(name: string): (typeof TLDS)[number] | undefined {
  return TLDS.find(({ tld }) => name.endsWith(tld));
}

export function isDomainName(name: unknown): name is string {
  return typeof name === "string" && /^([a-z0-9-]{1,63}\.)+[a-z]{2,}$/.test(name);
}

export interface Price {
  readonly total: Usdc;
  readonly markup: Usdc;
}

/** The v1 server: the registry's euros at a fixed 1.08, and 20 % on top. */
export function priceInDollars(eur: number): Price {
  const base = toCents(usdc(BigInt(Math.round(eur * 1_080_000))));
  const markup = toCents(portion(base, bps(2_000), "half-even"));
  return { total: usdc(base + markup), markup };
}

export interface Purchase {
  readonly agent: AgentRow;
  readonly name: string;
  readonly server: DomainRow["server"];
  readonly price: Price;
  /** v1: 20 % of the markup, one level. Older: 15, 7.5 and 3.75 % of the price. */
  readonly commissionBase: Usdc;
  readonly shares: readonly number[];
}

export function buyDomain(world: World, purchase: Purchase, now: EpochMs): DomainRow {
  const { agent, price } = purchase;
  const id = `dom_${world.random.hex(16)}`;
  settleWithBank(world, {
    product: "domains", agentId: agent.id, paid: price.total, received: ZERO, reasonOut: `domain: ${purchase.name}`, reasonIn: "domain",
    ref: id, service: "domains", commissions: commissionsInCents(world, agent.id, "domains", purchase.commissionBase, purchase.shares),
  }, now);
  return domainRows(world).put({
    id, name: purchase.name, ownerId: agent.id, server: purchase.server, priceMicros: price.total, markupMicros: price.markup, at: now,
  });
}

export function spentBy(world: World, ownerId: string): Usdc {
  return domainsOf(world, ownerId).reduce((sum, row) => usdc(sum + row.priceMicros), ZERO);
}

