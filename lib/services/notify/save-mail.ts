import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { authorizeChannelChange, type NotifySettings } from "./channel";

/** Says which address gets warnings by mail, and switches them on. Errors: throws `FORBIDDEN`; answers `NO_MAIL_SERVER`. */
export async function saveMail(ctx: ServiceContext, input: { address: string }, settings: NotifySettings): Promise<Result<{ readonly address: string }, Failure>> {
  await authorizeChannelChange(ctx, "notify.mail");
  if (!settings.smtpUrl) {
    return fail({ code: "NO_MAIL_SERVER", message: "There is no mail server. Nothing was changed. Set SMTP_URL and start the console again." });
  }
  const { address } = input;
  return ctx.db.$transaction(async (tx) => {
    const before = await tx.notifyChannel.findUnique({ where: { kind: "mail" } });
    const change = { target: address, isOn: true, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()), lastError: null };
    await tx.notifyChannel.upsert({ where: { kind: "mail" }, create: { kind: "mail", ...change }, update: change });
    await appendAudit(tx, ctx, {
      connectionId: null, action: "notify.mail", result: "recorded", subject: { type: "channel", id: "mail", name: "Mail" },
      summary: `Warnings go to ${address}`, after: { target: address }, ...(before ? { before: { target: before.target, on: before.isOn } } : {}),
    });
    return ok({ address });
  });
}
