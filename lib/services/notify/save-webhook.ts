import { type Failure, type Result, ok } from "@/lib/core/result";
import { seal } from "@/lib/db/vault";
import { appendAudit } from "../audit/append-audit";
import { findCurrentConnection } from "../connection/current-connection";
import type { ServiceContext } from "../context";
import { newSigningSecret } from "../outbound/sign-body";
import { authorizeChannelChange, SECRET_PLACE } from "./channel";

/** `secret` is the signing secret when a new one was made, and then for the only time; else `null`. */
export interface SavedWebhook {
  readonly secret: string | null;
}

/**
 * Says where signed warnings go, and switches them on. The first address, another host or `newSecret` makes a new
 * secret. Errors: throws `FORBIDDEN`; answers `BAD_ADDRESS`.
 */
export async function saveWebhook(ctx: ServiceContext, input: { url: string; newSecret: boolean }): Promise<Result<SavedWebhook, Failure>> {
  await authorizeChannelChange(ctx, "notify.webhook");
  const mode = (await findCurrentConnection(ctx))?.mode ?? "live";
  const address = ctx.outbound.check(input.url, mode);
  if (!address.ok) return address;
  const target = address.value.href;
  return ctx.db.$transaction(async (tx) => {
    const before = await tx.notifyChannel.findUnique({ where: { kind: "webhook" } });
    const isOtherHost = !before || new URL(before.target).host !== address.value.host;
    const secret = input.newSecret || isOtherHost || !before.secret ? newSigningSecret(ctx.random) : null;
    const change = {
      target, isOn: true, changedBy: ctx.actor.name, changedAt: new Date(ctx.now()), lastError: null,
      ...(secret ? { secret: seal(ctx.keyring, secret, SECRET_PLACE) } : {}),
    };
    await tx.notifyChannel.upsert({ where: { kind: "webhook" }, create: { kind: "webhook", ...change }, update: change });
    await appendAudit(tx, ctx, {
      connectionId: null, action: "notify.webhook", result: "recorded", subject: { type: "channel", id: "webhook", name: "Webhook" },
      summary: `Warnings go to ${address.value.host}${secret ? ", with a new secret" : ""}`, after: { target: withoutQuery(target), newSecret: secret !== null },
      ...(before ? { before: { target: withoutQuery(before.target), on: before.isOn } } : {}),
    });
    return ok({ secret });
  });
}

/** A query of a receiver's address often is its password. */
function withoutQuery(target: string): string {
  const url = new URL(target);
  return `${url.origin}${url.pathname}${url.search ? "?…" : ""}`;
}
