import type { Call } from "../call";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";

/** The agent of a casino or wallet key. Refuses with 401 in the words of the published services. */
export function requireKey(call: Call, registerPath = "/api/v1/auth/register"): AgentRow {
  const caller = call.findCaller();
  if (caller) return caller;
  const message = call.key === null ? "Missing or invalid Authorization header. Use: Bearer {api_key}" : "Invalid API key";
  throw new Refusal(401, "unauthorized", message, { suggestion: `Register at POST ${registerPath} to get an API key` });
}
