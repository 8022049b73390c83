import { actorCan } from "@/lib/core/access/actor";
import type { SandboxFault } from "@/lib/core/connection/connection-view";
import { toDecimal, usdc } from "@/lib/core/money";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { getConnection } from "./load-connection";
import { readConnection } from "./read-connection";
import { sandboxControl, sandboxOrigin } from "./sandbox-control";

/** One switch of the sandbox: a fault to set, all faults to clear, money from nowhere, or a fee-paying action. */
export type SandboxWish =
  | { readonly kind: "fault"; readonly effect: string; readonly method: string | null; readonly path: string | null; readonly times: number | null }
  | { readonly kind: "clearFaults" }
  | { readonly kind: "credit"; readonly upstreamId: string; readonly amountMicros: bigint }
  | { readonly kind: "activity"; readonly upstreamId: string; readonly product: string; readonly amountMicros: bigint };

/** Does one of these to the sandbox and audits it. Errors: `FORBIDDEN`, `INVALID` on a live connection, `UPSTREAM_REJECTED`. */
export async function controlSandbox(ctx: ServiceContext, connectionId: string, wish: SandboxWish): Promise<void> {
  if (!actorCan(ctx.actor, "sandbox.control")) throw new ServiceError("FORBIDDEN", "Your roles do not allow this. Nothing was changed.");
  const connection = await getConnection(ctx.db, connectionId);
  if (connection.mode !== "sandbox") throw new ServiceError("INVALID", "Only a sandbox can be controlled. Nothing was done.");
  const { method, path, body, summary } = toRequest(wish);
  await sandboxControl(ctx, sandboxOrigin(connection.baseUrls as Record<string, string>), { method, path, body });
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId, action: `sandbox.${wish.kind}`, result: "recorded", summary,
    subject: { type: "connection", id: connectionId, name: connection.name },
  }));
  if (wish.kind === "credit" || wish.kind === "activity") await readConnection(ctx, connectionId);
}

/** The faults that are set now. Errors: as above. */
export async function listSandboxFaults(ctx: ServiceContext, baseUrls: Readonly<Record<string, string>>): Promise<SandboxFault[]> {
  const answer = (await sandboxControl(ctx, sandboxOrigin(baseUrls), { method: "GET", path: "faults" })) as { faults?: SandboxFault[] };
  return answer.faults ?? [];
}

function toRequest(wish: SandboxWish): { method: "POST" | "DELETE"; path: string; body?: unknown; summary: string } {
  switch (wish.kind) {
    case "fault": {
      const match = { ...(wish.method ? { method: wish.method } : {}), ...(wish.path ? { path: wish.path } : {}) };
      const where = [wish.method ?? "every method", wish.path ?? "every path"].join(" ");
      const body = { match, effect: wish.effect, ...(wish.times ? { times: wish.times } : {}) };
      return { method: "POST", path: "faults", body, summary: `Fault ${wish.effect} on ${where}${wish.times ? `, ${wish.times} times` : ""}` };
    }
    case "clearFaults": return { method: "DELETE", path: "faults", summary: "All faults cleared" };
    case "credit":
      return { method: "POST", path: "credit", body: moneyBody(wish), summary: `${toDecimal(usdc(wish.amountMicros))} USDC credited from nowhere to ${wish.upstreamId}` };
    case "activity":
      return {
        method: "POST", path: "activity", body: { ...moneyBody(wish), product: wish.product },
        summary: `A ${wish.product} fee of ${toDecimal(usdc(wish.amountMicros))} USDC booked on ${wish.upstreamId}`,
      };
  }
}

function moneyBody(wish: { upstreamId: string; amountMicros: bigint }) {
  return { agentId: wish.upstreamId, amountMicros: wish.amountMicros.toString() };
}
