import { usdc } from "@/lib/core/money";
import { addMs, SECOND_MS, toEpochMs } from "@/lib/core/time";
import type { CreatedEscrow } from "@/lib/purpleflea/commands";
import { findLostEscrow } from "@/lib/purpleflea/settlement";
import { carriesReference } from "@/lib/purpleflea/public-reference";
import type { PlatformAnswer, PlatformLedgerEntry } from "@/lib/purpleflea/records";
import type { Settlement, SettleScope } from "../command-spec";
import { type LockPlan, toCreateInput } from "./lock-plan";

/** From then on a request that was sent cannot be on its way any more: the call's own deadline. */
const ARRIVES_WITHIN_MS = 15 * SECOND_MS;
const NONE_KNOWN: ReadonlySet<string> = new Set();
const WHY = {
  may_still_arrive: "The payer's ledger has no debit for it yet; the request may still arrive.",
  ledger_too_short: "The payer's ledger no longer reaches back to this moment.",
  several_fit: "Several escrows fit.",
} as const;

/** The published services keep the last 50 ledger rows only (transcript section 4, read 2026-11-20). */
const LEDGER_ROWS_MAX = 50;
const CLOCK_SLACK_MS = 5_000;
const LOCK_REASON = /^escrow_lock: (\S+)$/;

/**
 * Whether a lock whose reply was lost happened. `fleet`: the task id is looked up first and only then the create is
 * repeated, which answers the original with its lock code; so nothing is locked late. Elsewhere: the payer's ledger
 * names the escrows it locked money for, and the description of ours carries the intent's reference.
 */
export async function settleLock(scope: SettleScope, plan: LockPlan): Promise<Settlement<PlatformAnswer<CreatedEscrow>>> {
  if (plan.dialect === "fleet") return settleByTask(scope, plan);
  return plan.dialect === "live" || plan.dialect === "market" ? settleByReference(scope, plan) : settleByLedger(scope, plan);
}

/**
 * The published services: absence counts only when the request can no longer arrive and the ledger reaches back behind
 * it. A request that was delivered twice locked twice; the second one is told as money that nothing explains.
 */
async function settleByReference({ client, idempotencyKey }: SettleScope, plan: LockPlan): Promise<Settlement<PlatformAnswer<CreatedEscrow>>> {
  const { platformAt } = await client.getBalance();
  const sentAt = toEpochMs(plan.requestedAt);
  const settled = await findLostEscrow(client, {
    amount: usdc(plan.amount), sentAt, arrivesUntil: addMs(sentAt, ARRIVES_WITHIN_MS), now: platformAt ?? sentAt, idempotencyKey, knownEscrowIds: NONE_KNOWN,
  });
  if (settled.state === "absent") return { proof: "absent", note: "The payer's ledger has no debit for it." };
  if (settled.state === "undecided") return { proof: "unclear", note: WHY[settled.why] };
  const { escrow, duplicates } = settled.value;
  const twice = duplicates.length === 0 ? "" : ` It was delivered ${duplicates.length + 1} times: ${duplicates.map(({ upstreamId }) => upstreamId).join(", ")} hold money as well.`;
  const reply = { value: { escrow, lockCode: null, isReplay: true }, platformAt, raw: null };
  return { proof: "happened", reply, note: `The payer's ledger has the debit and the escrow carries our reference.${twice}` };
}

async function settleByTask({ client, writer, idempotencyKey }: SettleScope, plan: LockPlan): Promise<Settlement<PlatformAnswer<CreatedEscrow>>> {
  const found = (await client.findEscrow(plan.taskId)).value;
  if (!found) return { proof: "absent", note: `The platform knows no escrow for task ${plan.taskId}.` };
  const reply = await writer.createEscrow(toCreateInput(plan, idempotencyKey), { idempotencyKey });
  return { proof: "happened", reply, note: `The platform knows task ${plan.taskId} and gave its first answer again.` };
}

async function settleByLedger({ client, idempotencyKey }: SettleScope, plan: LockPlan): Promise<Settlement<PlatformAnswer<CreatedEscrow>>> {
  const since = plan.requestedAt - CLOCK_SLACK_MS;
  const entries = (await client.listLedger()).value;
  for (const escrowId of lockedSince(entries, plan.amount, since)) {
    const read = await client.getEscrow(escrowId);
    if (!carriesReference(read.value.description ?? "", idempotencyKey)) continue;
    const reply = { ...read, value: { escrow: read.value, lockCode: null, isReplay: true } };
    return { proof: "happened", reply, note: "The payer's ledger has the debit and the escrow carries our reference." };
  }
  const reachesBack = entries.length < LEDGER_ROWS_MAX || entries.some((entry) => entry.at < since);
  if (!reachesBack) return { proof: "unclear", note: "The payer's ledger no longer reaches back to this moment." };
  return { proof: "absent", note: "The payer's ledger has no debit for it." };
}

function lockedSince(entries: readonly PlatformLedgerEntry[], amount: bigint, since: number): string[] {
  return entries
    .filter((entry) => entry.at >= since && entry.amount === -amount)
    .map((entry) => LOCK_REASON.exec(entry.reason)?.[1])
    .filter((id) => id !== undefined);
}
