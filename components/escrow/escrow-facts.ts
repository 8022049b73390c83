import type { Permission } from "@/lib/core/access/permissions";
import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { NextAction } from "@/lib/core/escrow/silence";
import type { Dialect, EscrowState } from "@/lib/core/escrow/states";
import type { Usdc } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";

/** One line of the list. `intent` is an outcome that is still open. */
export interface EscrowLine {
  readonly id: string;
  readonly state: EscrowState;
  readonly platformWord: string | null;
  readonly intent: string | null;
  readonly next: NextAction;
  readonly amount: Usdc;
  readonly net: Usdc;
  readonly payerName: string;
  readonly payeeName: string;
  readonly description: string;
  readonly dialect: Dialect;
  readonly createdAt: EpochMs;
  readonly deadlineAt: EpochMs | null;
}

export interface PartyFacts {
  readonly agentId: string | null;
  readonly kind: "orchestrator" | "worker" | "external";
  readonly name: string;
  readonly upstreamId: string;
  readonly proof: string;
  readonly isOurs: boolean;
}

export interface IntentFacts {
  readonly id: string;
  readonly kind: string;
  readonly outcome: string;
  readonly createdAt: Date;
  readonly checks: number;
  readonly lastCheckNote: string | null;
  readonly nextCheckAt: Date | null;
  readonly errorMessage: string | null;
}

export interface AuditFacts {
  readonly id: string;
  readonly at: Date;
  readonly actorName: string;
  readonly action: string;
  readonly result: string;
  readonly summary: string;
}

/** Everything that an escrow's page says. Times are platform time; money is in micros. */
export interface EscrowFacts {
  readonly id: string;
  readonly upstreamId: string | null;
  readonly dialect: Dialect;
  readonly state: EscrowState;
  readonly platformWord: string | null;
  readonly refundCause: string | null;
  readonly amount: Usdc;
  readonly fee: Usdc;
  readonly net: Usdc;
  readonly referral: Usdc;
  readonly refunded: Usdc | null;
  readonly description: string;
  readonly taskId: string;
  readonly timeoutHours: number;
  readonly createdAt: EpochMs;
  readonly lockedAt: EpochMs | null;
  readonly deadlineAt: EpochMs | null;
  readonly completedAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
  readonly record: Readonly<Record<string, unknown>> | null;
  readonly readAt: EpochMs | null;
  readonly payer: PartyFacts;
  readonly payee: PartyFacts;
  readonly run: { readonly id: string; readonly number: number; readonly legKey: string } | null;
  readonly referrerName: string | null;
  readonly events: readonly { id: string; kind: string; actorName: string; note: string; at: EpochMs }[];
  readonly openIntent: IntentFacts | null;
  readonly evidence: Readonly<Partial<Record<string, string>>>;
  readonly silence: { readonly seen: number; readonly lastAt: EpochMs | null };
  readonly approvalAbove: Usdc | null;
  readonly audit: readonly AuditFacts[];
}

/** What surrounds the escrow: the clock, the connection and who looks. `now` is platform time, `renderedAt` ours. */
export interface Scene {
  readonly now: EpochMs;
  readonly renderedAt: EpochMs;
  readonly clockOffsetMs: number;
  readonly dialects: CapabilityDialects;
  readonly isSandbox: boolean;
  readonly isFrozen: boolean;
  readonly isSteppedUp: boolean;
  readonly allowed: readonly Permission[];
}

/** `you` where the orchestrator pays, else the paying worker's name. */
export function payerWord({ payer }: Pick<EscrowFacts, "payer">): string {
  return payer.kind === "orchestrator" ? "you" : payer.name;
}
