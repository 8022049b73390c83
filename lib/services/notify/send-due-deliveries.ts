import type { ChannelKind } from "@/lib/core/notify/channels";
import { addMs, MINUTE_MS, toEpochMs } from "@/lib/core/time";
import type { NotifyChannel } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { nextAttempt } from "./back-off";
import type { NotifySettings } from "./channel";
import { sendMail } from "./send-mail";
import { sendWebhook } from "./send-webhook";
import { mailText, type Warning, warningSchema, webhookBody } from "./warning";

const BATCH_MAX = { webhook: 8, mail: 100 } as const;

/** A claimed delivery is nobody else's for this long: longer than any send takes. */
const CLAIM_MS = MINUTE_MS;

interface Claimed {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly createdAt: Date;
}

/**
 * Sends what is due on each channel that is on, and tries again later what failed. At least once: a receiver tells
 * repeats by `id`. Failures are rows and never errors, so that nothing waits for a receiver. Answers how many were sent.
 */
export async function sendDueDeliveries(ctx: ServiceContext, settings: NotifySettings): Promise<number> {
  const channels = await ctx.db.notifyChannel.findMany({ where: { isOn: true } });
  let sent = 0;
  for (const channel of channels) sent += await sendChannel(ctx, channel, settings);
  return sent;
}

async function sendChannel(ctx: ServiceContext, channel: NotifyChannel, settings: NotifySettings): Promise<number> {
  const kind = channel.kind as ChannelKind;
  const claimed = await claim(ctx, kind);
  if (claimed.length === 0) return 0;
  const errors = kind === "mail" ? await mailAll(channel, claimed, settings) : await Promise.all(claimed.map((delivery) => postOne(ctx, channel, delivery, settings)));
  await Promise.all(claimed.map((delivery, index) => settle(ctx, delivery, errors[index] ?? null)));
  const error = errors.find((text) => text !== null) ?? null;
  await ctx.db.notifyChannel.updateMany({
    where: { kind }, data: { lastError: error, ...(errors.includes(null) ? { lastSentAt: new Date(ctx.now()) } : {}) },
  });
  return errors.filter((text) => text === null).length;
}

/** Takes what is due, the oldest first; a process that dies with it leaves it to the next one a minute later. */
function claim(ctx: ServiceContext, kind: ChannelKind): Promise<Claimed[]> {
  const now = new Date(ctx.now());
  const until = new Date(addMs(ctx.now(), CLAIM_MS));
  return ctx.db.$queryRaw<Claimed[]>`
    update "NotifyDelivery" set attempts = attempts + 1, "nextAttemptAt" = ${until} where id in (
      select id from "NotifyDelivery" where kind = ${kind} and state = 'queued' and "nextAttemptAt" <= ${now}
      order by "nextAttemptAt", id limit ${BATCH_MAX[kind]} for update skip locked
    ) returning id, event, payload, attempts, "createdAt"`;
}

async function postOne(ctx: ServiceContext, channel: NotifyChannel, delivery: Claimed, settings: NotifySettings): Promise<string | null> {
  const warning = warningSchema.parse(delivery.payload);
  return sendWebhook(ctx, channel, webhookBody(delivery.event, warning, settings.consoleUrl), warning.connection.mode === "sandbox" ? "sandbox" : "live");
}

async function mailAll(channel: NotifyChannel, claimed: readonly Claimed[], settings: NotifySettings): Promise<(string | null)[]> {
  const warnings: Warning[] = claimed.map(({ payload }) => warningSchema.parse(payload));
  const error = settings.smtpUrl
    ? await sendMail(settings.smtpUrl, { to: channel.target, ...mailText(warnings, settings.consoleUrl) })
    : "There is no mail server: set SMTP_URL.";
  return claimed.map(() => error);
}

async function settle(ctx: ServiceContext, delivery: Claimed, error: string | null): Promise<void> {
  const now = ctx.now();
  const again = error === null ? null : nextAttempt(toEpochMs(delivery.createdAt.getTime()), delivery.attempts, now);
  const data = error === null
    ? { state: "sent", sentAt: new Date(now), nextAttemptAt: null, lastError: null }
    : { state: again === null ? "given_up" : "queued", nextAttemptAt: again === null ? null : new Date(again), lastError: error };
  await ctx.db.notifyDelivery.updateMany({ where: { id: delivery.id, state: "queued" }, data });
}
