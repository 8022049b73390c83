"use server";
import { defineAction } from "@/lib/actions/define-action";
import { type Failure, fail, type Result } from "@/lib/core/result";
import { makeTokenSchema, revokeTokenSchema } from "@/lib/schemas/token";
import { stepUp, withStepUp } from "@/lib/services/operator/step-up";
import { type MadeToken, makeToken } from "@/lib/services/token/make-token";
import { revokeToken } from "@/lib/services/token/revoke-token";

const revalidate = ["/settings/tokens"];

export const makeTokenAction = defineAction({
  name: "token.make", permission: "token.manage", schema: makeTokenSchema, revalidate,
  run: async ({ name, scopes, expiry, password }, ctx, operator): Promise<Result<MadeToken, Failure>> => {
    const step = password ? await stepUp(ctx, operator, password) : null;
    if (step && !step.ok) return fail(step.failure);
    const proven = step?.ok ? withStepUp(ctx, step.value.steppedUpAt) : ctx;
    return makeToken(proven, { name, scopes, expiresInDays: expiry });
  },
});

export const revokeTokenAction = defineAction({
  name: "token.revoke", permission: "token.manage", schema: revokeTokenSchema, revalidate, run: (input, ctx) => revokeToken(ctx, input),
});
