import { createHmac } from "node:crypto";
import { unseal } from "@/lib/db/vault";
import type { ServiceContext } from "../context";
import { SECRET_PLACE } from "./channel";
import { checkWebhookAddress } from "./webhook-address";

const TIMEOUT_MS = 5_000;
export const SIGNATURE_HEADER = "x-purple-flea-console-signature";

/** The signature of a body: HMAC-SHA256 over `timestamp.body`, so that an old request cannot be sent again. Units: seconds. */
export function signBody(secret: string, body: string, timestamp: number): string {
  return `t=${timestamp},v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}

/** Posts one body, once. Answers `null` when the receiver took it, else a sentence that names neither the address nor the secret. */
export async function sendWebhook(
  ctx: ServiceContext, channel: { readonly target: string; readonly secret: string | null }, body: string, mode: "sandbox" | "live",
): Promise<string | null> {
  if (!channel.secret) return "There is no secret to sign with. Save the address again.";
  return postSigned(ctx, { url: channel.target, secret: unseal(ctx.keyring, channel.secret, SECRET_PLACE), body, mode });
}

interface SignedPost {
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  readonly mode: "sandbox" | "live";
}

/** Posts one body to an address that is allowed, signed, without following redirects. Answers as `sendWebhook`. */
export async function postSigned(ctx: ServiceContext, { url, secret, body, mode }: SignedPost): Promise<string | null> {
  const address = checkWebhookAddress(url, mode);
  if (!address.ok) return address.failure.message;
  const signature = signBody(secret, body, Math.floor(ctx.now() / 1_000));
  const request = new Request(address.value, {
    method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { "content-type": "application/json", "user-agent": "purple-flea-console", [SIGNATURE_HEADER]: signature },
  });
  try {
    const response = await ctx.fetch(request);
    await response.body?.cancel();
    if (response.status >= 200 && response.status < 300) return null;
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) return "The receiver answered with a redirect, which is not followed.";
    return `The receiver answered ${response.status}.`;
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return isLate ? `The receiver did not answer within ${TIMEOUT_MS / 1_000} s.` : "The receiver could not be reached.";
  }
}
