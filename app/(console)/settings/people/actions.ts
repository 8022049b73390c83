"use server";
import { defineAction } from "@/lib/actions/define-action";
import { changeRolesSchema, invitePersonSchema } from "@/lib/schemas/account";
import { personSchema, resetPasswordSchema } from "@/lib/schemas/people";
import { changeRoles } from "@/lib/services/operator/change-roles";
import { createOperator } from "@/lib/services/operator/create-operator";
import { disableOperator } from "@/lib/services/operator/disable-operator";
import { enableOperator } from "@/lib/services/operator/enable-operator";
import { resetPassword } from "@/lib/services/operator/reset-password";
import { revokeSessions } from "@/lib/services/operator/revoke-sessions";

const revalidate = ["/settings/people"];

export const createPersonAction = defineAction({
  name: "people.created", permission: "people.manage", schema: invitePersonSchema, revalidate,
  run: (input, ctx) => createOperator(ctx, input),
});

export const changeRolesAction = defineAction({
  name: "people.roles_changed", permission: "people.manage", schema: changeRolesSchema, revalidate,
  run: (input, ctx) => changeRoles(ctx, input),
});

export const disablePersonAction = defineAction({
  name: "people.disabled", permission: "people.manage", schema: personSchema, revalidate,
  run: (input, ctx) => disableOperator(ctx, input),
});

export const enablePersonAction = defineAction({
  name: "people.enabled", permission: "people.manage", schema: personSchema, revalidate,
  run: (input, ctx) => enableOperator(ctx, input),
});

export const resetPasswordAction = defineAction({
  name: "people.password_reset", permission: "people.manage", schema: resetPasswordSchema, revalidate,
  run: (input, ctx) => resetPassword(ctx, input),
});

export const revokeSessionsAction = defineAction({
  name: "people.sessions_revoked", permission: "people.manage", schema: personSchema, revalidate,
  run: (input, ctx) => revokeSessions(ctx, input),
});
