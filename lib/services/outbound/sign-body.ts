import { createHmac } from "node:crypto";

export const SIGNATURE_HEADER = "x-purple-flea-console-signature";

/**
 * The signature of a body: HMAC-SHA256 over `timestamp.body`, so that neither can be changed and an old request can be told
 * by its age. A repeat is told by the id that every body carries. Units: seconds.
 */
export function signBody(secret: string, body: string, timestamp: number): string {
  return `t=${timestamp},v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}

/** A new secret to sign with. */
export function newSigningSecret(random: (size: number) => Uint8Array): string {
  return `whsec_${Buffer.from(random(32)).toString("base64url")}`;
}
