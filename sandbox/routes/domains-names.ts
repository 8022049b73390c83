import { toIso } from "@/lib/core/time";
import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { buyDomain, domainByName, domainRows, domainsOf, type DomainRow, isDomainName, priceInDollars, TLDS, tldOf } from "../domains/store";
import { agentAccount } from "../ledger";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";
import { requireServiceKey } from "../service-key";

const domains = { host: "domains", origin: "both", source: "published (v1 server)", info: true, kinds: ["domains"] } as const;
const scoped = { ...domains, scope: "domains" } as const;

/** Names. Under `/published/` the registrar cannot be reached, so nothing is found or sold. */
export const domainNameRoutes: readonly Route[] = [
  { ...scoped, method: "GET", path: "/v1/domains/search", answer: search },
  { ...scoped, method: "POST", path: "/v1/domains/register", answer: register },
  { ...domains, method: "GET", path: "/v1/domains/check", answer: checkByQuery },
  { ...domains, method: "POST", path: "/v1/domains/check", answer: checkByBody },
  { ...scoped, method: "GET", path: "/v1/domains", answer: list },
  { ...scoped, method: "GET", path: "/v1/domains/:id", answer: show },
  { ...scoped, method: "POST", path: "/v1/domains/:id/transfer", answer: transfer },
  { ...domains, method: "GET", path: "/v1/tlds", answer: tlds },
  { ...domains, method: "GET", path: "/v1/auctions", answer: auctions },
];

function search(call: Call): Answer {
  requireServiceKey(call);
  const name = (call.query("q") ?? call.query("domain"))?.toLowerCase();
  if (!name) throw new Refusal(400, "missing_query", "Provide ?q=example.com");
  if (call.isPublished) throw new Refusal(500, "search_failed", "fetch failed");
  const tld = tldOf(name);
  const isFree = tld !== undefined && isDomainName(name) && !domainByName(call.world, name);
  return ok({ query: name, domain: name, available: isFree, price_usd: tld ? money(priceInDollars(tld.eur).total) : null });
}

const CHECKED_MAX = 20;

function checkByQuery(call: Call): Answer {
  const names = (call.query("names") ?? call.query("name") ?? call.query("domain"))?.split(",").map((name) => name.trim()).filter(Boolean);
  if (!names || names.length === 0) throw new Refusal(400, "missing_names", "Provide ?names=a.com,b.com");
  return check(call, names);
}

function checkByBody(call: Call): Answer {
  const names = call.body.domains;
  const isFine = Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === "string");
  if (!isFine) throw new Refusal(400, "invalid_input", "Provide domains: a list of names");
  return check(call, names as string[]);
}

/** Needs no key. Without a registrar, under `/published/`, nobody knows what is free. */
function check(call: Call, names: readonly string[]): Answer {
  if (names.length > CHECKED_MAX) throw new Refusal(400, "too_many_domains", `At most ${CHECKED_MAX} names`);
  const results = names.map((wish) => {
    const name = wish.toLowerCase();
    const tld = isDomainName(name) ? tldOf(name) : undefined;
    if (call.isPublished) return { domain: name, available: null, price_usd: null, error: "fetch failed" };
    return { domain: name, available: tld !== undefined && !domainByName(call.world, name), price_usd: tld ? money(priceInDollars(tld.eur).total) : null };
  });
  return ok({ results, total: results.length });
}

function register(call: Call): Answer {
  const agent = requireServiceKey(call);
  const name = typeof call.body.domain === "string" ? call.body.domain.toLowerCase() : null;
  if (!isDomainName(name)) throw new Refusal(400, "invalid_domain", "Provide a valid domain name (e.g. example.com)");
  if (call.isPublished) throw new Refusal(500, "availability_check_failed", "fetch failed");
  const tld = tldOf(name);
  if (!tld) throw new Refusal(500, "price_unavailable", "No price for this ending");
  if (domainByName(call.world, name)) throw new Refusal(400, "domain_unavailable", `${name} is taken`);
  const price = priceInDollars(tld.eur);
  const balance = call.world.ledger.balance(agentAccount(agent.id));
  if (balance < price.total) {
    throw new Refusal(400, "insufficient_balance", `${name} costs $${money(price.total)}`, { required: money(price.total), balance: money(balance) });
  }
  const row = buyDomain(call.world, { agent, name, server: "v1", price, commissionBase: price.markup, shares: [2_000] }, call.now);
  return ok({
    domain_id: row.id, domain: name, status: "active", price_usd: money(price.total), markup_usd: money(price.markup),
    balance_usd: money(call.world.ledger.balance(agentAccount(agent.id))), registered_at: isoSecond(call.now),
  }, 201);
}

function view(row: DomainRow): Record<string, unknown> {
  return { id: row.id, domain: row.name, status: "active", price_usd: money(row.priceMicros), registered_at: isoSecond(row.at) };
}

function list(call: Call): Answer {
  const rows = domainsOf(call.world, requireServiceKey(call).id);
  return ok({ total: rows.length, domains: rows.map(view) });
}

export function requireDomain(call: Call, agent: AgentRow, id: string, code = "not_found"): DomainRow {
  const row = domainRows(call.world).get(id);
  if (!row || row.ownerId !== agent.id || row.server !== "v1") throw new Refusal(404, code, "Domain not found");
  return row;
}

function show(call: Call): Answer {
  return ok(view(requireDomain(call, requireServiceKey(call), call.parameter("id"))));
}

function transfer(call: Call): Answer {
  const agent = requireServiceKey(call);
  const to = call.body.to_agent_id;
  if (typeof to !== "string" || to === "") throw new Refusal(400, "missing_recipient", "Provide to_agent_id");
  if (to === agent.id) throw new Refusal(400, "same_agent", "You own it already");
  const row = requireDomain(call, agent, call.parameter("id"));
  const receiver = call.world.agents.get(to);
  if (!receiver || (receiver.kind !== "domains" && receiver.kind !== "fleet")) throw new Refusal(404, "recipient_not_found", "Agent not found");
  domainRows(call.world).put({ ...row, ownerId: receiver.id });
  return ok({ success: true, domain_id: row.id, domain: row.name, from: agent.id, to: receiver.id, transferred_at: isoSecond(call.now) });
}

function tlds(call: Call): Answer {
  return ok({
    generated_at: toIso(call.now),
    tlds: TLDS.map(({ tld, eur }) => ({
      tld, category: tld === ".agent" || tld === ".bot" ? "web3" : "tech", registration_price_eur: eur, renewal_price_eur: eur,
      domains_registered: 0, trending: false, description: "Sandbox", best_for: "tests",
    })),
    total_tlds: TLDS.length, recommended_for_agents: [".agent", ".bot", ".ai"], cta: "POST /v1/domains/register",
  });
}

/** Nothing is ever up for auction: the published auctions settle nothing either. */
function auctions(): Answer {
  return ok({
    total: 0, auctions: [], bid: "POST /v1/auctions/:id/bid { bid_usd } to place a bid", list: "POST /v1/auctions to list your domain for sale",
  });
}
