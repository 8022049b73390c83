import type { ReferralProof } from "@/lib/core/referral/proof";
import { createPlatformClient } from "@/lib/purpleflea/client";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { ReferralSummary } from "@/lib/purpleflea/records";
import { getConnection, toPlatformSettings } from "../connection/load-connection";
import { openPlatform } from "../connection/open-platform";
import type { ServiceContext } from "../context";
import type { RosterRow } from "./import-rows";

/** `ready`: proven and new. `known`: an agent of this connection already. `repeated`: twice in this text. `refused`: see the note. */
export type ImportVerdict = "ready" | "known" | "repeated" | "refused";

/** What was found on the platform for one row; no key is in here. Units: micros. */
export interface FoundWorker {
  readonly line: number;
  readonly verdict: ImportVerdict;
  readonly agentId: string | null;
  readonly role: string;
  readonly balanceMicros: bigint | null;
  readonly proof: ReferralProof;
  readonly note: string;
}

/** Asks the platform about every row with its own key, and once about the orchestrator's referrals. Stores nothing. */
export async function proveRoster(ctx: ServiceContext, connectionId: string, rows: readonly RosterRow[]): Promise<FoundWorker[]> {
  const connection = await getConnection(ctx.db, connectionId);
  const settings = toPlatformSettings(connection);
  const summary = await readSummary(ctx, connectionId, connection.orchestratorAgentId);
  const seen = new Set<string>();
  const found: FoundWorker[] = [];
  for (const row of rows) {
    const client = createPlatformClient(settings, { apiKey: row.apiKey }, { fetch: ctx.fetch, now: ctx.now, sleep: (ms) => ctx.sleep(ms), log: ctx.log });
    const base = { line: row.line, role: row.role ?? "imported", agentId: row.agentId, balanceMicros: null, proof: "unverified" as ReferralProof };
    try {
      const { agentId, available } = (await client.getBalance()).value;
      const listing = proofOf(agentId, summary);
      const facts = { ...base, agentId, balanceMicros: available, proof: listing.proof };
      const against = await refusalOf(ctx, connectionId, row, agentId, seen);
      seen.add(agentId);
      found.push({ ...facts, verdict: against?.verdict ?? "ready", note: against?.note ?? listing.note });
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      found.push({ ...base, verdict: "refused", note: `The balance could not be read with this key: ${error.message}` });
    }
  }
  return found;
}

async function refusalOf(
  ctx: ServiceContext, connectionId: string, row: RosterRow, agentId: string, seen: ReadonlySet<string>,
): Promise<{ verdict: ImportVerdict; note: string } | null> {
  if (row.agentId && row.agentId !== agentId) return { verdict: "refused", note: `This key belongs to ${agentId}, not to ${row.agentId}` };
  if (seen.has(agentId)) return { verdict: "repeated", note: "The same agent stands above" };
  const known = await ctx.db.agentAccount.findFirst({ where: { connectionId, upstreamId: agentId, service: "platform" }, include: { agent: true } });
  if (!known || known.agent.kind === "external") return null;
  return { verdict: "known", note: `Already here as ${known.agent.name}` };
}

async function readSummary(ctx: ServiceContext, connectionId: string, orchestratorAgentId: string | null): Promise<ReferralSummary | null> {
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: orchestratorAgentId ?? "", service: "platform" }, select: { id: true } });
  if (!account) return null;
  try {
    return (await (await openPlatform(ctx, connectionId, account.id)).getReferralSummary()).value;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return null;
  }
}

/** Published statistics cut ids to a prefix: one that fits two agents proves neither. */
function proofOf(agentId: string, summary: ReferralSummary | null): { proof: ReferralProof; note: string } {
  if (!summary) return { proof: "unverified", note: "The referral list could not be read" };
  const fits = summary.agents.filter((row) => (row.isPrefix ? agentId.startsWith(row.agentId) : row.agentId === agentId));
  const [first] = fits;
  if (!first) return { proof: "unverified", note: "Not in the orchestrator's referral list: it gets no money until it is" };
  if (first.isPrefix && fits.length > 1) return { proof: "listed_ambiguous", note: "The referral list fits it, and another agent as well" };
  return first.earned > 0n ? { proof: "in_ledger", note: "Listed as referred, and a commission from it arrived" } : { proof: "listed", note: "Listed as referred by the orchestrator" };
}
