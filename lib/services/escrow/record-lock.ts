import { deadlineAt } from "@/lib/core/escrow/silence";
import { newId } from "@/lib/core/ids";
import { invariant } from "@/lib/core/invariant";
import { toDecimal, usdc } from "@/lib/core/money";
import { seal } from "@/lib/db/vault";
import type { Escrow } from "@/lib/db/generated/client";
import type { CreatedEscrow } from "@/lib/purpleflea/commands";
import type { PlatformAnswer } from "@/lib/purpleflea/records";
import type { CommandFailure, RecordScope } from "../command-spec";
import { countLockOnWallet } from "../wallet/kept-wallet";
import { findOrInsertExternal } from "./external-agent";
import type { LockPlan } from "./lock-plan";

/** Plain JSON: what a caller gets for a locked escrow. */
export interface LockedEscrow {
  readonly escrowId: string;
  readonly upstreamId: string;
  readonly state: string;
}

/** Moves the staged row to what the platform made of it, with its lock code sealed and the platform's own figures. */
export async function recordLock(scope: RecordScope, plan: LockPlan, { value, raw }: PlatformAnswer<CreatedEscrow>): Promise<LockedEscrow> {
  const { rows, ctx, at } = scope;
  const row = scope.escrow;
  invariant(row, "a lock's row is staged before its call");
  const now = scope.platformAt;
  const { escrow } = value;
  const lockedAt = escrow.createdAt ?? now;
  const fee = escrow.fee ?? usdc(row.feeMicros);
  // A share that the platform says is paid to nobody is not ours either.
  const referral = row.referralAgentId === null ? 0n : escrow.referral ?? row.referralMicros;
  // The wallet before the totals, as the decision of the payer's next lock takes them: else each waits for the other.
  if (scope.hasWalletReservation) await countLockOnWallet(scope, row.amountMicros);
  await rows.escrows.move(row.id, {
    from: "created", to: escrow.state,
    patch: {
      upstreamId: escrow.upstreamId, platformWord: escrow.stateWord, feeMicros: fee, netMicros: row.amountMicros - fee,
      referralMicros: referral, payeeAgentId: row.payeeAgentId ?? await findOrInsertExternal(scope, plan.payeeUpstreamId),
      lockedAt: new Date(lockedAt), deadlineAt: new Date(escrow.deadlineAt ?? deadlineAt(lockedAt, plan.timeoutHours)),
      readAt: new Date(now), record: (raw ?? {}) as object,
      ...(value.lockCode === null ? {} : { lockCode: sealCode(scope, row, value.lockCode) }),
    },
    event: {
      id: newId("escrowEvent", at, ctx.random), kind: escrow.state, actorName: ctx.actor.name, at: new Date(lockedAt),
      note: `${toDecimal(usdc(row.amountMicros))} USDC left the payer`,
    },
  });
  return { escrowId: row.id, upstreamId: escrow.upstreamId, state: escrow.state };
}

/** A refused lock was never funded: the row ends as cancelled with the reason. A lost reply leaves it as it is. */
export async function recordLockFailure(scope: RecordScope, _plan: LockPlan, failure: CommandFailure): Promise<void> {
  if (failure.outcome !== "rejected") return;
  const row = scope.escrow;
  if (!row || row.state !== "created") return;
  const at = new Date(scope.platformAt);
  await scope.rows.escrows.move(row.id, {
    from: "created", to: "cancelled", patch: { closedAt: at },
    event: { id: newId("escrowEvent", scope.at, scope.ctx.random), kind: "cancelled", actorName: "platform", note: failure.message, at },
  });
}

function sealCode({ ctx }: RecordScope, row: Escrow, lockCode: string): string {
  return seal(ctx.keyring, lockCode, { table: "Escrow", id: row.id, column: "lockCode" });
}
