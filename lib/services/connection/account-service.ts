import type { AccountService } from "@/lib/core/connection/accounts";

/**
 * The word in an account's row. Casino and escrow share one identity, which is the agent itself: its row is `platform`.
 * The other services have rows of their own.
 */
export function rowServiceOf(service: AccountService): string {
  return service === "casino" ? "platform" : service;
}
