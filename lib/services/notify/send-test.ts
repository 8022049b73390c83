import { newId } from "@/lib/core/ids";
import type { ChannelKind } from "@/lib/core/notify/channels";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import { toIso } from "@/lib/core/time";
import { appendAudit } from "../audit/append-audit";
import { findCurrentConnection } from "../connection/current-connection";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { authorizeChannelChange, type NotifySettings } from "./channel";
import { sendMail } from "./send-mail";
import { sendWebhook } from "./send-webhook";
import { mailText, type Warning, webhookBody } from "./warning";

/** Sends a warning that says it is a test, now and once. Errors: throws `FORBIDDEN`, `NOT_FOUND`; answers `NOT_DELIVERED`. */
export async function sendTest(ctx: ServiceContext, kind: ChannelKind, settings: NotifySettings): Promise<Result<{ readonly sentAt: string }, Failure>> {
  await authorizeChannelChange(ctx, "notify.test");
  const channel = await ctx.db.notifyChannel.findUnique({ where: { kind } });
  if (!channel) throw new ServiceError("NOT_FOUND", "There is no address yet. Nothing was sent. Enter one first.");
  const now = ctx.now();
  const connection = await findCurrentConnection(ctx);
  const mode = connection?.mode ?? "live";
  const warning: Warning = {
    connection: { id: connection?.id ?? "", name: connection?.name ?? "none", mode },
    alert: {
      id: "test", kind: "test", severity: "info", title: "This is a test of Purple Flea Console", body: "Warnings arrive here. Nothing is wrong.",
      subjectType: "channel", subjectId: kind, amountAtRiskMicros: "0", deadlineAt: null, raisedAt: toIso(now),
    },
  };
  const error = kind === "webhook"
    ? await sendWebhook(ctx, channel, webhookBody(newId("delivery", now, ctx.random), warning, settings.consoleUrl), mode)
    : settings.smtpUrl
      ? await sendMail(settings.smtpUrl, { to: channel.target, ...mailText([warning], settings.consoleUrl) })
      : "There is no mail server: set SMTP_URL and start the console again.";
  await ctx.db.$transaction(async (tx) => {
    await tx.notifyChannel.update({ where: { kind }, data: { lastError: error, ...(error === null ? { lastSentAt: new Date(ctx.now()) } : {}) } });
    await appendAudit(tx, ctx, {
      connectionId: null, action: "notify.test", result: error === null ? "recorded" : "rejected",
      subject: { type: "channel", id: kind, name: kind === "mail" ? "Mail" : "Webhook" }, summary: error ?? "Test sent",
    });
  });
  return error === null ? ok({ sentAt: toIso(now) }) : fail({ code: "NOT_DELIVERED", message: `The test did not arrive. ${error}` });
}
