import type { Role } from "@/lib/core/access/roles";

/** What each role may do, for the person who gives it. */
export const ROLE_WORDS: Record<Role, string> = {
  viewer: "reads everything",
  operator: "runs workers, wallets and escrows up to the threshold",
  treasurer: "moves money above the threshold, sweeps, approves",
  auditor: "reads, exports, verifies the audit log",
  admin: "people, connections, policy, freeze",
};
