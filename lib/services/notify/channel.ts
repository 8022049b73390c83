import { actorCan } from "@/lib/core/access/actor";
import type { SecretPlace } from "@/lib/db/vault";
import { appendAudit } from "../audit/append-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";

/** What the process brings along; without a mail server no mail is sent. */
export interface NotifySettings {
  readonly smtpUrl: string | undefined;
  readonly consoleUrl: string;
}

/** Where the secret of the webhook is sealed. */
export const SECRET_PLACE: SecretPlace = { table: "NotifyChannel", id: "webhook", column: "secret" };

/** Only administrators say where warnings go; the refusal is audited. Errors: throws `FORBIDDEN`. */
export async function authorizeChannelChange(ctx: ServiceContext, action: string): Promise<void> {
  if (actorCan(ctx.actor, "notify.manage")) return;
  const message = "Only an administrator may change where warnings go. Nothing was changed.";
  await ctx.db.$transaction((tx) => appendAudit(tx, ctx, {
    connectionId: null, action, result: "denied", subject: { type: "channel", id: "channels", name: "Notifications" }, summary: message,
  }));
  throw new ServiceError("FORBIDDEN", message);
}
