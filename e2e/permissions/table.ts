/** Who may call what: one line for each server action, page and route of the console. What is missing here fails the test. */
import { type Permission, rolesWith } from "../../lib/core/access/permissions";
import { ROLES, type Role } from "../../lib/core/access/roles";

/** `signed-in`: everybody with a session. `public`: everybody. `token`: nobody without the route's own credential. */
export type Access = Permission | "signed-in" | "public" | "token";

/** By the exported name of the action; two of the same name in different files share their line. */
export const ACTIONS: Readonly<Record<string, Access>> = {
  createFirstAdministratorAction: "public",
  signOutAction: "public",
  stepUpAction: "signed-in",
  changeOwnPasswordAction: "signed-in",
  revokeOwnSessionAction: "signed-in",
  createPersonAction: "people.manage",
  changeRolesAction: "people.manage",
  disablePersonAction: "people.manage",
  enablePersonAction: "people.manage",
  resetPasswordAction: "people.manage",
  revokeSessionsAction: "people.manage",
  freezeFleetAction: "fleet.freeze",
  unfreezeFleetAction: "fleet.unfreeze",
  findAnythingAction: "fleet.read",
  previewSpawnAction: "fleet.read",
  spawnWorkersAction: "worker.spawn",
  retryBatchAction: "worker.retry",
  rotateKeyAction: "worker.rotateKey",
  retireWorkerAction: "worker.retire",
  provisionWalletAction: "wallet.provision",
  fundWalletAction: "wallet.fund",
  unfundWalletAction: "wallet.unfund",
  changeLimitAction: "wallet.changeLimit",
  allowWithdrawalsAction: "wallet.allowWithdrawals",
  spendFromWalletAction: "wallet.fund",
  lockEscrowAction: "escrow.lock",
  completeEscrowAction: "escrow.complete",
  releaseEscrowAction: "escrow.release",
  cancelEscrowAction: "escrow.cancel",
  disputeEscrowAction: "escrow.dispute",
  searchPartiesAction: "fleet.read",
  advanceClockAction: "sandbox.control",
  activityAction: "sandbox.control",
  creditAction: "sandbox.control",
  setFaultAction: "sandbox.control",
  clearFaultsAction: "sandbox.control",
  changePolicyAction: "policy.change",
  checkConnectionAction: "fleet.read",
  chooseConnectionAction: "fleet.read",
  testConnectionAction: "connection.manage",
  addConnectionAction: "connection.manage",
  archiveConnectionAction: "connection.manage",
  registerAccountAction: "worker.spawn",
  readAccountsAction: "fleet.read",
  claimFaucetAction: "treasury.claim",
  depositAddressAction: "treasury.claim",
  testPaymentAction: "connection.manage",
  withdrawCommissionAction: "treasury.withdraw",
  previewWorkerImportAction: "fleet.import",
  importWorkersAction: "fleet.import",
  previewEscrowImportAction: "fleet.import",
  importEscrowsAction: "fleet.import",
  annotateWorkerAction: "fleet.annotate",
  annotateEscrowAction: "fleet.annotate",
  resolveAlertAction: "alert.resolve",
  verifyAuditAction: "audit.verify",
  makeTokenAction: "token.manage",
  revokeTokenAction: "token.manage",
  saveWebhookAction: "notify.manage",
  saveMailAction: "notify.manage",
  switchChannelAction: "notify.manage",
  sendTestAction: "notify.manage",
};

/** By path as in `app/`, `[id]` included. */
export const PAGES: Readonly<Record<string, Access>> = {
  "/sign-in": "public",
  "/setup": "public",
  "/": "fleet.read",
  "/workers": "fleet.read",
  "/workers/spawn": "fleet.read",
  "/workers/import": "fleet.import",
  "/workers/[id]": "fleet.read",
  "/wallets": "fleet.read",
  "/wallets/provision": "wallet.provision",
  "/escrows": "fleet.read",
  "/escrows/new": "escrow.lock",
  "/escrows/import": "fleet.import",
  "/escrows/[id]": "fleet.read",
  "/referrals": "fleet.read",
  "/costs": "fleet.read",
  "/audit": "audit.read",
  "/alerts": "fleet.read",
  "/settings": "fleet.read",
  "/settings/connections": "fleet.read",
  "/settings/connections/add": "connection.manage",
  "/settings/connections/[id]": "fleet.read",
  "/settings/policy": "fleet.read",
  "/settings/sandbox": "fleet.read",
  "/settings/people": "people.manage",
  "/settings/sessions": "signed-in",
  "/settings/tokens": "token.manage",
  "/settings/notifications": "notify.manage",
};

/** By method and path as in `app/api`. */
export const ROUTES: Readonly<Record<string, Access>> = {
  "GET /api/auth/[...nextauth]": "public",
  "POST /api/auth/[...nextauth]": "public",
  "GET /api/health": "public",
  "GET /api/ready": "public",
  "GET /api/metrics": "token",
  "GET /api/cron/drain": "token",
  "GET /api/events": "signed-in",
  "GET /api/v1/status": "fleet.read",
  "GET /api/v1/batches/[id]": "fleet.read",
  "GET /api/v1/escrows": "fleet.read",
  "GET /api/v1/escrows/[id]": "fleet.read",
  "GET /api/v1/costs": "fleet.read",
  "GET /api/v1/commissions": "fleet.read",
  "GET /api/v1/audit": "audit.read",
  "GET /api/v1/workers": "fleet.read",
  "GET /api/v1/workers/[id]": "fleet.read",
  "GET /api/v1/wallets": "fleet.read",
  "GET /api/v1/alerts": "fleet.read",
  "GET /api/v1/openapi.json": "signed-in",
  "GET /api/mcp": "token",
  "POST /api/mcp": "token",
  "DELETE /api/mcp": "token",
};

/** `null` is a caller without a session. */
export const CALLERS: readonly (Role | null)[] = [null, ...ROLES];

/** What the table expects of a call. */
export function expectation(access: Access, caller: Role | null): "allowed" | "forbidden" | "unauthenticated" {
  if (access === "public") return "allowed";
  if (access === "token" || caller === null) return "unauthenticated";
  return access === "signed-in" || rolesWith(access).includes(caller) ? "allowed" : "forbidden";
}
