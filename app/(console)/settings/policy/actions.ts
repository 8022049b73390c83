"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { type Failure, fail, type Result } from "@/lib/core/result";
import { optionalMoneyField, switchField } from "@/lib/schemas/fields";
import { changePolicy, type PolicyLimits } from "@/lib/services/connection/change-policy";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { stepUp, withStepUp } from "@/lib/services/operator/step-up";

const limit = optionalMoneyField({ allowZero: true });

const policySchema = z.object({
  perTransaction: limit, perTransactionUnlimited: switchField, perDay: limit, perDayUnlimited: switchField,
  approvalAbove: limit, approvalAboveUnlimited: switchField, password: z.string().max(1_000).optional(),
}).superRefine((input, ctx) => {
  for (const name of ["perTransaction", "perDay", "approvalAbove"] as const) {
    if (input[name] === null && !input[`${name}Unlimited`]) {
      ctx.addIssue({ code: "custom", path: [name], message: "Enter an amount, 0 for none, or choose unlimited." });
    }
  }
});

export const changePolicyAction = defineAction({
  name: "policy.change", permission: "policy.change", schema: policySchema, revalidate: ["/settings/policy"],
  run: async (input, ctx, operator): Promise<Result<PolicyLimits, Failure>> => {
    const step = input.password ? await stepUp(ctx, operator, input.password) : null;
    if (step && !step.ok) return fail(step.failure);
    const proven = step?.ok ? withStepUp(ctx, step.value.steppedUpAt) : ctx;
    return changePolicy(proven, (await getCurrentConnection(ctx)).id, {
      perTransactionMicros: input.perTransactionUnlimited ? null : input.perTransaction,
      perDayMicros: input.perDayUnlimited ? null : input.perDay,
      approvalAboveMicros: input.approvalAboveUnlimited ? null : input.approvalAbove,
    });
  },
});
