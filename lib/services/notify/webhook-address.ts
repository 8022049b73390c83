import { type Failure, type Result, fail, ok } from "@/lib/core/result";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
/** Addresses inside a network that carry credentials of machines; no receiver lives there. */
const LINK_LOCAL = /^(?:169\.254(?:\.\d{1,3}){2}|\[fe[89ab][0-9a-f]:.*\]|0\.0\.0\.0|\[::\]|\[::ffff:.*\])$/i;

/**
 * Whether a signed request may be sent to an address: https anywhere, http only to this machine and only while the connection
 * is a sandbox. Errors: `BAD_ADDRESS`.
 */
export function checkWebhookAddress(text: string, mode: "sandbox" | "live"): Result<URL, Failure> {
  const refused = (message: string) => fail({ code: "BAD_ADDRESS", message: `${message} Nothing was sent.` });
  if (!URL.canParse(text)) return refused("This is not an address. Enter it as https://example.com/hook.");
  const url = new URL(text);
  if (url.username || url.password) return refused("An address with a password in it would end up in logs. Every request is signed instead.");
  if (LINK_LOCAL.test(url.hostname)) return refused("This address belongs to the machine's network itself. Choose the receiver's own name.");
  const isLoopback = LOOPBACK.test(url.hostname);
  if (isLoopback && mode === "live") return refused("Where the money is real, the receiver must be another machine. Enter its https address.");
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback)) return ok(url);
  return refused("The address must begin with https://. http is for this machine only, while the connection is a sandbox.");
}
