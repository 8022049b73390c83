import { processDatabase, processNow } from "@/lib/auth/service-context";
import { createRequestLimit, type RequestLimit } from "./request-limit";

// Next bundles routes apart; the process still has one count for each token.
const shared = globalThis as typeof globalThis & { consoleRequestLimit?: RequestLimit };

/** Counts one request of a token. Answers the seconds to wait when it is one too many, else `null`. */
export function countRequest(tokenId: string): Promise<number | null> {
  shared.consoleRequestLimit ??= createRequestLimit(processDatabase(), processNow);
  return shared.consoleRequestLimit(tokenId);
}
