import { type AccountService, accountServiceOf, isPublic } from "@/lib/core/connection/accounts";
import { CAPABILITIES, type Capability, type CapabilityDialects, type Evidence, initialEvidence } from "@/lib/core/connection/capabilities";
import type { ProbedCapability } from "@/lib/core/connection/connection-view";
import { toDecimal } from "@/lib/core/money";
import type { PlatformClient } from "@/lib/purpleflea/client";
import { CapabilityUnavailable, PlatformAnswerUnreadable, PlatformError, PlatformRefused } from "@/lib/purpleflea/errors";

/** A reader for each account that there is a key for; public reads go through the casino's. */
export type ProbeClients = Readonly<Partial<Record<AccountService, PlatformClient>>>;

const NO_SUCH = "console-check-no-such-thing";

/** What was seen; `null` when the answer proves nothing. */
type Recipe = (client: PlatformClient, ownAgentId: string) => Promise<string | null>;

const found = ({ value, platformAt }: { value: unknown; platformAt: number | null }) =>
  value !== null || platformAt !== null ? "Answered a search" : null;

/** Reads that prove a capability without changing anything. */
const RECIPES: Partial<Record<Capability, Recipe>> = {
  "balance": async (client) => `Balance ${toDecimal((await client.getBalance()).value.available)} USDC`,
  "referral.summary": async (client) => `${(await client.getReferralSummary()).value.referredCount} referred`,
  "referral.code": async (client) => `Code ${(await client.getReferralCode("casino")).value.code}`,
  "ledger": async (client) => `${(await client.listLedger()).value.length} rows`,
  "agent.find": async (client, ownAgentId) => ((await client.findAgent(ownAgentId)).value ? "Lists the orchestrator" : null),
  "wallet.find": async (client) => found(await client.findWallet(NO_SUCH)),
  "escrow.find": async (client) => found(await client.findEscrow(NO_SUCH)),
  "escrow.stats": async (client) => `${(await client.getEscrowStatistics()).value.created} escrows so far`,
  "escrow.pending": async (client) => `${(await client.listPendingEscrows()).value.length} pending`,
  "faucet.stats": async (client) => `${(await client.getFaucetStatistics()).value.claims} claims so far`,
  "deposit.chains": async (client) => `${(await client.listDepositChains()).value.length} chains`,
  "fairness.seed": async (client) => ((await client.getServerSeed()).value.serverSeedHash ? "Names its seed's hash" : null),
  "wallet-product.referral-code": async (client) => `Code ${(await client.getReferralCode("wallet")).value.code}`,
  "wallet-product.referral": async (client) => `${(await client.getProductReferral("wallet")).value.referredCount} referred`,
  "trading.account": async (client) => `Tier ${(await client.getTradingAccount()).value.tier}`,
  "trading.positions": async (client) => `${(await client.listPositions()).value.length} positions`,
  "trading.referral-code": async (client) => `Code ${(await client.getReferralCode("trading")).value.code}`,
  "trading.referral": async (client) => `${(await client.getProductReferral("trading")).value.referredCount} referred`,
  "domains.account": async (client) => `Balance ${toDecimal((await client.getDomainsAccount()).value.available)} USDC`,
  "domains.list": async (client) => `${(await client.listDomains()).value.length} domains`,
  "domains.referral-code": async (client) => `Code ${(await client.getReferralCode("domains")).value.code}`,
  "domains.referral": async (client) => `${(await client.getProductReferral("domains")).value.referredCount} referred`,
  "table.list": async (client) => `${(await client.listTables({ game: "blackjack", status: "open", limit: 5 })).value.length} tables`,
};

/**
 * Tries every read that has a recipe and an account, one after the other, and says of each capability how it is known.
 * Never throws for a platform that refuses: that is a finding. A read that failed changed nothing.
 */
export async function probeReads(clients: ProbeClients, dialects: CapabilityDialects, ownAgentId: string): Promise<ProbedCapability[]> {
  const findings: ProbedCapability[] = [];
  for (const name of CAPABILITIES) findings.push(await probe(name, clients, dialects, ownAgentId));
  return findings;
}

async function probe(name: Capability, clients: ProbeClients, dialects: CapabilityDialects, ownAgentId: string): Promise<ProbedCapability> {
  const evidence = initialEvidence(name, dialects);
  const dialect = dialects[name] ?? null;
  if (dialect === null) return { name, evidence, note: evidence === "enforced" ? "The console does it itself" : "No dialect of this connection has it" };
  const recipe = RECIPES[name];
  const service = isPublic(name) ? "casino" : accountServiceOf(name);
  const client = clients[service];
  if (!recipe) return { name, evidence, note: `Named by ${dialect}; its first use will show` };
  if (!client) return { name, evidence, note: `Named by ${dialect}; no key of ${service} to try it with` };
  try {
    const seen = await recipe(client, ownAgentId);
    return seen === null ? { name, evidence, note: "The answer proves nothing" } : { name, evidence: "observed", note: seen };
  } catch (error) {
    return { name, ...fromFailure(error) };
  }
}

/** A path that is not there is a finding; a refusal or a silence leaves the capability as its source names it. */
function fromFailure(error: unknown): { evidence: Evidence; note: string } {
  if (error instanceof CapabilityUnavailable) return { evidence: "unavailable", note: "This dialect has no such request" };
  if (!(error instanceof PlatformError)) throw error;
  const isMissing = (error instanceof PlatformRefused || error instanceof PlatformAnswerUnreadable) && [404, 405, 501].includes(error.status ?? 0);
  if (isMissing) return { evidence: "unavailable", note: `The platform answered ${error.status} to ${error.route}` };
  return { evidence: "documented", note: `Not proven: ${error.message}`.slice(0, 200) };
}
