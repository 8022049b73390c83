import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import { type Permission, can } from "@/lib/core/access/permissions";
import type { ServiceContext } from "@/lib/services/context";
import type { SignedIn } from "@/lib/services/operator/find-signed-in";
import { signInAddress } from "./own-path";
import { chosenConnectionId, currentOperator, requestId } from "./current-operator";
import { createServiceContext, toActor } from "./service-context";

export interface OperatorSession {
  readonly operator: SignedIn;
  readonly ctx: ServiceContext;
}

/** The operator and his context for a page; sends a person who is not signed in to the sign-in page and back. */
export const requireOperatorPage = cache(async (): Promise<OperatorSession> => {
  const operator = await currentOperator();
  if (!operator) redirect(signInAddress((await headers()).get("x-console-path")));
  return { operator, ctx: { ...createServiceContext(toActor(operator), await requestId(), await chosenConnectionId()), kept: new Map() } };
});

/** Like `requireOperatorPage`, and answers 403 to an operator whose roles do not grant the permission. */
export async function requirePermissionPage(permission: Permission): Promise<OperatorSession> {
  const session = await requireOperatorPage();
  if (!can(session.operator.roles, permission)) forbidden();
  return session;
}
