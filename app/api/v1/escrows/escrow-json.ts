import { toDecimal, usdc } from "@/lib/core/money";
import { type EpochMs, toIso } from "@/lib/core/time";

interface EscrowFigures {
  readonly id: string;
  readonly upstreamId: string | null;
  readonly state: string;
  readonly platformWord: string | null;
  readonly refundCause: string | null;
  readonly amount: bigint;
  readonly fee: bigint;
  readonly net: bigint;
  readonly description: string;
  readonly taskId: string;
  readonly onSilence: string;
  readonly createdAt: EpochMs;
  readonly deadlineAt: EpochMs | null;
}

/** One escrow as our API tells it: money as decimal text, times as ISO; never the lock code. */
export function escrowJson(escrow: EscrowFigures) {
  return {
    id: escrow.id, platform_id: escrow.upstreamId, state: escrow.state, platform_word: escrow.platformWord, refund_cause: escrow.refundCause,
    amount_usdc: toDecimal(usdc(escrow.amount)), fee_usdc: toDecimal(usdc(escrow.fee)), net_usdc: toDecimal(usdc(escrow.net)),
    description: escrow.description, task_id: escrow.taskId, on_silence: escrow.onSilence, created_at: toIso(escrow.createdAt),
    deadline_at: escrow.deadlineAt === null ? null : toIso(escrow.deadlineAt),
  };
}
