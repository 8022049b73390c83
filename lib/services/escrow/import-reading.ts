import { isFinal } from "@/lib/core/escrow/states";
import { toDecimal } from "@/lib/core/money";
import type { PlatformClient } from "@/lib/purpleflea/client";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { PlatformAnswer, PlatformEscrow } from "@/lib/purpleflea/records";
import { openPlatform } from "../connection/open-platform";
import { getConnection } from "../connection/load-connection";
import type { ServiceContext } from "../context";
import type { EscrowLine } from "./import-lines";

/** An agent of the fleet that is a party: its account reads the escrow and acts on it. */
export interface OwnParty {
  readonly agentId: string;
  readonly accountId: string;
  readonly name: string;
}

/** What the platform said of one id; the lock code is not in here. */
export interface FoundEscrow {
  readonly line: number;
  readonly upstreamId: string;
  readonly verdict: "ready" | "known" | "repeated" | "refused";
  readonly note: string;
  readonly state: string | null;
  readonly amount: string | null;
  readonly payer: string | null;
  readonly payee: string | null;
}

export interface ReadEscrow {
  readonly found: FoundEscrow;
  readonly answer: PlatformAnswer<PlatformEscrow> | null;
  readonly payer: OwnParty | null;
  readonly payee: OwnParty | null;
}

/** Reads every id on the platform with the orchestrator's key, and finds which party is ours. Stores nothing. */
export async function readForImport(ctx: ServiceContext, connectionId: string, lines: readonly EscrowLine[]): Promise<ReadEscrow[]> {
  const { orchestratorAgentId } = await getConnection(ctx.db, connectionId);
  const account = await ctx.db.agentAccount.findFirst({ where: { agentId: orchestratorAgentId ?? "", service: "platform" }, select: { id: true } });
  const client = await openPlatform(ctx, connectionId, account?.id ?? null);
  const seen = new Set<string>();
  const read: ReadEscrow[] = [];
  for (const line of lines) {
    read.push(seen.has(line.upstreamId) ? refused(line, "repeated", "The same id stands above") : await readOne(ctx, connectionId, client, line));
    seen.add(line.upstreamId);
  }
  return read;
}

async function readOne(ctx: ServiceContext, connectionId: string, client: PlatformClient, line: EscrowLine): Promise<ReadEscrow> {
  const known = await ctx.db.escrow.findFirst({ where: { connectionId, upstreamId: line.upstreamId }, select: { id: true } });
  if (known) return refused(line, "known", "This escrow is here already");
  try {
    const answer = await client.getEscrow(line.upstreamId);
    const { value } = answer;
    const [payer, payee] = await Promise.all([findOwn(ctx, connectionId, value.payerId), findOwn(ctx, connectionId, value.payeeId)]);
    const words = {
      state: value.state === "unrecognised" ? value.stateWord : value.state, amount: toDecimal(value.amount),
      payer: payer?.name ?? value.payerId, payee: payee?.name ?? value.payeeId ?? value.beneficiary,
    };
    if (!payer && !payee) return refused(line, "refused", "Neither party is an agent of this fleet. Import the worker first", words);
    return { found: { line: line.line, upstreamId: line.upstreamId, verdict: "ready", note: noteOf(payer !== null, isFinal(value.state)), ...words }, answer, payer, payee };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return refused(line, "refused", `The platform does not show it: ${error.message}`);
  }
}

function noteOf(isPaidByUs: boolean, hasEnded: boolean): string {
  const whose = isPaidByUs ? "Paid by the fleet" : "Paid to the fleet by somebody outside";
  return hasEnded ? `${whose}. It ended before: its cost is not counted here` : whose;
}

async function findOwn(ctx: ServiceContext, connectionId: string, upstreamId: string | null): Promise<OwnParty | null> {
  if (!upstreamId) return null;
  const account = await ctx.db.agentAccount.findFirst({
    where: { connectionId, service: "platform", upstreamId, agent: { kind: { not: "external" } } }, include: { agent: { select: { name: true } } },
  });
  return account && { agentId: account.agentId, accountId: account.id, name: account.agent.name };
}

function refused(line: EscrowLine, verdict: "known" | "repeated" | "refused", note: string, words: Partial<FoundEscrow> = {}): ReadEscrow {
  const empty = { state: null, amount: null, payer: null, payee: null };
  return { found: { ...empty, ...words, line: line.line, upstreamId: line.upstreamId, verdict, note }, answer: null, payer: null, payee: null };
}
