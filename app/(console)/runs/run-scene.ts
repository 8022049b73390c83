import type { RunScene } from "@/components/run/run-scene";
import { isSteppedUp } from "@/lib/core/access/actor";
import { can } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { Usdc } from "@/lib/core/money";
import { addMs } from "@/lib/core/time";
import type { ServiceContext } from "@/lib/services/context";

/** The clocks, the platform's abilities and the reader's, for the pages of runs. */
export function runScene(ctx: ServiceContext, connection: CurrentConnection, roles: readonly Role[], approvalAbove: Usdc | null): RunScene {
  const now = ctx.now();
  return {
    now, platformNow: addMs(now, connection.clockOffsetMs), clockOffsetMs: connection.clockOffsetMs, canCancel: connection.dialects["escrow.cancel"] !== null,
    isSandbox: connection.mode === "sandbox", isFrozen: connection.frozenAt !== null, mayControl: can(roles, "run.control"), mayReview: can(roles, "run.review"),
    mayReleaseAbove: can(roles, "escrow.releaseAboveThreshold"), isSteppedUp: isSteppedUp(ctx.actor, now), approvalAbove,
  };
}
