import type { Call } from "./call";
import { Refusal } from "./refusal";
import type { AgentRow } from "./rows";

/** The key rule of trading and domains: without a header `unauthorized`, with a wrong key only `invalid_key`. */
export function requireServiceKey(call: Call): AgentRow {
  const caller = call.findCaller();
  if (caller) return caller;
  if (call.key !== null) throw new Refusal(401, "invalid_key");
  throw new Refusal(401, "unauthorized", "Missing or invalid Authorization header. Use: Bearer {api_key}");
}

export function readCode(call: Call): string | null {
  const code = call.body.referral_code;
  return typeof code === "string" && code !== "" ? code : null;
}
