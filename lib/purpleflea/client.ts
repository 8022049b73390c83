import type { ReadCall } from "./commands";
import { createDispatch } from "./dispatch";
import type {
  PlatformAgent, PlatformAnswer, PlatformBalance, PlatformEscrow, PlatformHealth, PlatformLedgerEntry, PlatformWallet,
  ReferralSummary,
} from "./records";
import type { Credential, PlatformRuntime, PlatformSettings, Service } from "./settings";
import { createSend } from "./transport";
import { createProductReader, type ProductReader } from "./product-client";
import { healthWire } from "./dialects/health-wire";

/**
 * The read side of the platform in our words. `find…` gives `null` when the platform has no such thing, `get…` throws.
 * Errors: the classes of `errors.ts`; a failed read changed nothing, so its outcome is always `rejected`.
 */
export interface PlatformClient extends ProductReader {
  getBalance(call?: ReadCall): Promise<PlatformAnswer<PlatformBalance>>;
  findAgent(agentId: string, call?: ReadCall): Promise<PlatformAnswer<PlatformAgent | null>>;
  getReferralSummary(call?: ReadCall): Promise<PlatformAnswer<ReferralSummary>>;
  getWallet(walletId: string, call?: ReadCall): Promise<PlatformAnswer<PlatformWallet>>;
  findWallet(label: string, call?: ReadCall): Promise<PlatformAnswer<PlatformWallet | null>>;
  getEscrow(escrowId: string, call?: ReadCall): Promise<PlatformAnswer<PlatformEscrow>>;
  findEscrow(taskId: string, call?: ReadCall): Promise<PlatformAnswer<PlatformEscrow | null>>;
  /** Newest first. The published services keep the last 50 only. */
  listLedger(call?: ReadCall): Promise<PlatformAnswer<readonly PlatformLedgerEntry[]>>;
  /** A public read that needs no key: is the service there, how fast, and what time is it there. */
  getHealth(service: Service, call?: ReadCall): Promise<PlatformAnswer<PlatformHealth>>;
}

/** Makes the reader of one account. `credential` may be `null` for public reads. */
export function createPlatformClient(
  settings: PlatformSettings, credential: Credential | null, runtime: PlatformRuntime,
): PlatformClient {
  const dispatch = createDispatch(settings, credential, runtime);
  const read = (call?: ReadCall) => ({ effect: "read", signal: call?.signal }) as const;
  return {
    ...createProductReader(dispatch),
    getBalance: (call) => dispatch("balance", null, read(call)),
    findAgent: (agentId, call) => dispatch("agent.find", { agentId }, read(call)),
    getReferralSummary: (call) => dispatch("referral.summary", null, read(call)),
    getWallet: (walletId, call) => dispatch("wallet.get", { walletId }, read(call)),
    findWallet: (label, call) => dispatch("wallet.find", { label }, read(call)),
    getEscrow: (escrowId, call) => dispatch("escrow.get", { escrowId }, read(call)),
    findEscrow: (taskId, call) => dispatch("escrow.find", { taskId }, read(call)),
    listLedger: (call) => dispatch("ledger", null, read(call)),
    getHealth: async (service, call) => {
      const startedAt = runtime.now();
      const send = createSend(settings, null, runtime, read(call));
      const reply = await send({ service, method: "GET", path: "/health", route: "/health", schema: healthWire });
      const latencyMs = runtime.now() - startedAt;
      return { value: { status: reply.body.status, latencyMs }, platformAt: reply.platformAt, raw: reply.raw };
    },
  };
}
