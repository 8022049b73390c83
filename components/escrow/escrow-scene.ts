import type { Permission } from "@/lib/core/access/permissions";
import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { EscrowDetail } from "@/lib/core/escrow/escrow-view";
import type { EpochMs } from "@/lib/core/time";

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
export function payerWord({ payer }: Pick<EscrowDetail, "payer">): string {
  return payer.kind === "orchestrator" ? "you" : payer.name;
}
