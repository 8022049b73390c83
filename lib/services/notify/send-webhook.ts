import { unseal } from "@/lib/db/vault";
import type { ServiceContext } from "../context";
import type { OutboundMode } from "../outbound/open-door";
import { postSigned } from "../outbound/post-signed";
import { SECRET_PLACE } from "./channel";

/** So long a receiver of warnings or of orders may take; what it answers besides its status is not read. */
export const RECEIVER_TIMEOUT_MS = 5_000;

/** Posts one body, once. Answers `null` when the receiver took it, else a sentence that names neither the address nor the secret. */
export async function sendWebhook(
  ctx: ServiceContext, channel: { readonly target: string; readonly secret: string | null }, body: string, mode: OutboundMode,
): Promise<string | null> {
  if (!channel.secret) return "There is no secret to sign with. Save the address again.";
  const secret = unseal(ctx.keyring, channel.secret, SECRET_PLACE);
  const sent = await postSigned(ctx, { who: "receiver", url: channel.target, secret, body, mode, timeoutMs: RECEIVER_TIMEOUT_MS, answerBytesMax: 0 });
  return sent.ok ? null : sent.failure.message;
}
