import type { ChannelKind } from "@/lib/core/notify/channels";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { authorizeChannelChange } from "./channel";

/** Switches a channel on or off. Off, what waits for it is given up. Errors: throws `FORBIDDEN`, `NOT_FOUND`. */
export async function switchChannel(ctx: ServiceContext, input: { kind: ChannelKind; on: boolean }): Promise<{ readonly on: boolean }> {
  const { kind, on } = input;
  await authorizeChannelChange(ctx, "notify.switch");
  await ctx.db.$transaction(async (tx) => {
    const change = { isOn: on, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()) };
    const { count } = await tx.notifyChannel.updateMany({ where: { kind }, data: change });
    if (count === 0) throw new ServiceError("NOT_FOUND", "There is no address yet. Nothing was changed. Enter one first.");
    if (!on) await tx.notifyDelivery.updateMany({ where: { kind, state: "queued" }, data: { state: "given_up", nextAttemptAt: null, lastError: "Switched off" } });
    await appendAudit(tx, ctx, {
      connectionId: null, action: "notify.switch", result: "recorded", subject: { type: "channel", id: kind, name: kind === "mail" ? "Mail" : "Webhook" },
      summary: `Warnings by ${kind} switched ${on ? "on" : "off"}`, after: { on },
    });
  });
  return { on };
}
