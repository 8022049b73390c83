"use server";
import { defineAction } from "@/lib/actions/define-action";
import { stepUpSchema } from "@/lib/schemas/account";
import { changeOwnPasswordSchema, ownSessionSchema } from "@/lib/schemas/people";
import { changeOwnPassword } from "@/lib/services/operator/change-own-password";
import { revokeOwnSession } from "@/lib/services/operator/revoke-own-session";
import { stepUp } from "@/lib/services/operator/step-up";

export const stepUpAction = defineAction({
  name: "session.stepped_up", permission: "signed-in", schema: stepUpSchema, revalidate: ["/settings/sessions", "/settings/people"],
  run: ({ password }, ctx, operator) => stepUp(ctx, operator, password),
});

export const changeOwnPasswordAction = defineAction({
  name: "account.password_changed", permission: "signed-in", schema: changeOwnPasswordSchema, revalidate: ["/settings/sessions"],
  run: (input, ctx, operator) => changeOwnPassword(ctx, operator, input),
});

export const revokeOwnSessionAction = defineAction({
  name: "session.revoked", permission: "signed-in", schema: ownSessionSchema, revalidate: ["/settings/sessions"],
  run: ({ sessionId }, ctx, operator) => revokeOwnSession(ctx, operator, sessionId),
});
