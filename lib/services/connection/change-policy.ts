import { actorCan, isSteppedUp } from "@/lib/core/access/actor";
import { rolesWith } from "@/lib/core/access/permissions";
import { toDecimal, usdc } from "@/lib/core/money";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { notify } from "@/lib/db/notify";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";

/** The limits of a connection in micros; `null` is "unlimited", chosen in so many words. */
export interface PolicyLimits {
  readonly perTransactionMicros: bigint | null;
  readonly perDayMicros: bigint | null;
  readonly approvalAboveMicros: bigint | null;
}

export interface StoredPolicy extends PolicyLimits {
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** The policy that holds now; `null` means that no money may move. */
export async function findPolicy(ctx: ServiceContext, connectionId: string): Promise<StoredPolicy | null> {
  return ctx.db.policy.findUnique({ where: { connectionId } });
}

/** Replaces the policy. Errors: `FORBIDDEN`, `STEP_UP_REQUIRED`, `ABOVE_DAY` when one transaction may be larger than a day's limit. */
export async function changePolicy(ctx: ServiceContext, connectionId: string, limits: PolicyLimits): Promise<Result<PolicyLimits, Failure>> {
  if (!actorCan(ctx.actor, "policy.change")) {
    const message = `Your roles do not allow this. The limits stay as they are. Ask somebody who is ${rolesWith("policy.change").join(" or ")}.`;
    await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
      connectionId, action: "policy.change", result: "denied", subject: { type: "policy", id: connectionId, name: "Policy" }, summary: message,
    }));
    return fail({ code: "FORBIDDEN", message });
  }
  if (!isSteppedUp(ctx.actor, ctx.now())) {
    return fail({ code: "STEP_UP_REQUIRED", message: "Changing limits needs your password again. The limits stay as they are." });
  }
  const { perTransactionMicros, perDayMicros } = limits;
  if (perDayMicros !== null && (perTransactionMicros === null || perTransactionMicros > perDayMicros)) {
    return fail({ code: "ABOVE_DAY", message: "One transaction cannot be larger than the limit for 24 hours. Nothing was changed. Lower the first or raise the second." });
  }
  return ctx.db.$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<PolicyLimits[]>`
      select "perTransactionMicros", "perDayMicros", "approvalAboveMicros" from "Policy" where "connectionId" = ${connectionId} for update`;
    const change = { ...limits, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()) };
    await tx.policy.upsert({ where: { connectionId }, create: { connectionId, ...change }, update: change });
    await notify(tx, "connection", connectionId);
    await appendAudit(tx, ctx, {
      connectionId, action: "policy.change", result: "recorded", subject: { type: "policy", id: connectionId, name: "Policy" },
      summary: policySentence(limits), ...(before ? { before: words(before) } : {}), after: words(limits),
    });
    return ok(limits);
  });
}

/** A policy in one line. */
export function policySentence(limits: PolicyLimits): string {
  const { perTransaction, perDay, approvalAbove } = words(limits);
  return `${perTransaction} per transaction, ${perDay} per 24 h, approval above ${approvalAbove}`;
}

function words(limits: PolicyLimits) {
  const word = (micros: bigint | null) => (micros === null ? "unlimited" : toDecimal(usdc(micros)));
  return {
    perTransaction: word(limits.perTransactionMicros), perDay: word(limits.perDayMicros), approvalAbove: word(limits.approvalAboveMicros),
  };
}
