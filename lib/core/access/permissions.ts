import type { Role } from "./roles";

/** The one table of who may do what. A permission that is not listed here is held by nobody. */
const TABLE = {
  "fleet.read": ["viewer", "operator", "treasurer", "auditor", "admin"],
  "audit.read": ["viewer", "operator", "treasurer", "auditor", "admin"],
  "audit.verify": ["auditor", "admin"],
  "report.export": ["operator", "treasurer", "auditor", "admin"],
  "worker.spawn": ["operator"],
  "worker.retry": ["operator"],
  "worker.retire": ["operator"],
  "worker.rotateKey": ["operator"],
  "worker.manageTokens": ["operator"],
  "wallet.provision": ["operator"],
  "wallet.fund": ["operator"],
  "wallet.unfund": ["operator", "treasurer"],
  "wallet.changeLimit": ["operator"],
  "wallet.allowWithdrawals": ["treasurer"],
  "escrow.lock": ["operator"],
  "escrow.complete": ["operator"],
  "escrow.release": ["operator", "treasurer"],
  "escrow.releaseAboveThreshold": ["treasurer"],
  "escrow.cancel": ["operator", "treasurer"],
  "escrow.dispute": ["operator", "treasurer"],
  "money.aboveThreshold": ["treasurer"],
  "run.start": ["operator"],
  "run.control": ["operator", "treasurer"],
  "run.review": ["operator", "treasurer"],
  "run.keepTemplate": ["operator"],
  "treasury.claim": ["operator", "treasurer"],
  "treasury.withdraw": ["treasurer"],
  "fleet.annotate": ["operator", "treasurer", "admin"],
  "fleet.import": ["operator", "admin"],
  "alert.resolve": ["operator", "treasurer", "admin"],
  "fleet.freeze": ["operator", "treasurer", "admin"],
  "fleet.unfreeze": ["treasurer", "admin"],
  "sandbox.control": ["operator", "admin"],
  "connection.manage": ["admin"],
  "policy.change": ["admin"],
  "people.manage": ["admin"],
  "token.manage": ["admin"],
  "notify.manage": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof TABLE;

export const PERMISSIONS = Object.keys(TABLE) as Permission[];

/** True when any of the roles grants the permission. Deny by default. */
export function can(roles: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = TABLE[permission] ?? [];
  return roles.some((role) => allowed.includes(role));
}

/** The roles that grant a permission, for the sentence that tells a person whom to ask. */
export function rolesWith(permission: Permission): readonly Role[] {
  return TABLE[permission];
}
