import { z } from "zod";
import { DIALECTS } from "@/lib/core/escrow/states";
import { usdc } from "@/lib/core/money";
import { micros } from "@/lib/schemas/micros";
import type { CreateEscrowInput } from "@/lib/purpleflea/commands";
import { withReference } from "@/lib/purpleflea/public-reference";

/** What a lock decided; all that the call, its settlement and its record may use. Times are platform time. */
export const lockPlan = z.object({
  escrowId: z.string(), payerUpstreamId: z.string(), payeeUpstreamId: z.string(), amount: micros, description: z.string(),
  timeoutHours: z.number().int(), taskId: z.string(), dialect: z.enum(DIALECTS), requestedAt: z.number(),
});

export type LockPlan = z.infer<typeof lockPlan>;

/**
 * The call's input, the same for a repeat. A router's escrow is found again by the reference in its description, because
 * the router has no lookup; the live adapter adds the reference by itself.
 */
export function toCreateInput(plan: LockPlan, idempotencyKey: string): CreateEscrowInput {
  const description = plan.dialect === "router" ? withReference(plan.description, idempotencyKey) : plan.description;
  return {
    payerId: plan.payerUpstreamId, payeeId: plan.payeeUpstreamId, amount: usdc(plan.amount), description,
    timeoutHours: plan.timeoutHours, taskId: plan.taskId, referralCode: null,
  };
}
