import { SYSTEM } from "@/lib/core/access/actor";
import { type Permission, can, rolesWith } from "@/lib/core/access/permissions";
import { chosenConnectionId, currentOperator, requestId } from "@/lib/auth/current-operator";
import { createServiceContext, toActor } from "@/lib/auth/service-context";
import { appendAudit } from "@/lib/services/audit/append-audit";
import type { ServiceContext } from "@/lib/services/context";
import type { SignedIn } from "@/lib/services/operator/find-signed-in";
import { type ActionFailure, SIGNED_OUT } from "./failures";

/** `signed-in`: everybody with a session, for what concerns his own account. `public`: nobody is asked (set-up). */
export type ActionAccess = Permission | "signed-in" | "public";

export type ActionScope =
  | { readonly allowed: true; readonly ctx: ServiceContext; readonly operator: SignedIn | null }
  | { readonly allowed: false; readonly ctx: ServiceContext; readonly failure: ActionFailure };

/** Asks the session and the permission table who may run an action; a refusal of a known person is audited. */
export async function openActionScope(name: string, access: ActionAccess): Promise<ActionScope> {
  const operator = access === "public" ? null : await currentOperator();
  const ctx = createServiceContext(operator ? toActor(operator) : SYSTEM, await requestId(), await chosenConnectionId());
  if (access === "public") return { allowed: true, ctx, operator };
  if (!operator) return { allowed: false, ctx, failure: SIGNED_OUT };
  if (access === "signed-in" || can(operator.roles, access)) return { allowed: true, ctx, operator };
  const message = `Your roles do not allow this. Nothing was done. Ask somebody who is ${rolesWith(access).join(" or ")}.`;
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId: null, action: name, result: "denied", subject: { type: "action", id: name, name }, summary: message,
  }));
  return { allowed: false, ctx, failure: { ok: false, code: "FORBIDDEN", message } };
}
