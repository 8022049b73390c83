import { createSandbox, type Sandbox } from "@/sandbox/app";
import { type Capability, type CapabilityDialects, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import type { Dialect } from "@/lib/core/escrow/states";
import { fromWire, type Usdc } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import { createPlatformClient, type PlatformClient } from "../client";
import type { CreateEscrowInput, Registration } from "../commands";
import { type CallRecord, type PlatformRuntime, type PlatformSettings, sandboxBaseUrls } from "../settings";
import { createPlatformWriter, type PlatformWriter } from "../write-client";

export interface Account extends Registration {
  readonly client: PlatformClient;
  readonly writer: PlatformWriter;
}

/** A sandbox in memory with an orchestrator that holds 100.00 and one worker of its fleet. */
export interface TestFleet {
  readonly sandbox: Sandbox;
  readonly runtime: PlatformRuntime;
  readonly orchestrator: Account;
  readonly worker: Account;
  readonly nextKey: () => string;
  readonly control: (path: string, body: Record<string, unknown>) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  /** Every request that any account of the fleet made, in order. */
  readonly calls: CallRecord[];
  readonly open: (account: Registration) => Account;
  readonly as: (account: Registration, capability: Capability, dialect: Dialect) => Account;
  readonly escrowOf: (amount: string) => CreateEscrowInput;
}

const ORIGIN = "http://127.0.0.1:4010";

/** Settings of a sandbox connection, with one capability moved to another dialect where a test asks for it. */
export function sandboxSettings(dialects: Partial<CapabilityDialects> = {}): PlatformSettings {
  return {
    connectionId: "con_test", mode: "sandbox", baseUrls: sandboxBaseUrls(ORIGIN),
    dialects: { ...SANDBOX_DIALECTS, ...dialects }, timeouts: { readMs: 2_000, writeMs: 2_000 },
  };
}

export async function createTestFleet(): Promise<TestFleet> {
  const sandbox = createSandbox({ seed: "contract" });
  let now = 1_795_168_220_000;
  let keys = 0;
  const calls: CallRecord[] = [];
  const runtime: PlatformRuntime = {
    fetch: (request) => sandbox.fetch(request), now: () => toEpochMs((now += 1)), sleep: () => Promise.resolve(), random: () => 0,
    onCall: (call) => void calls.push(call),
  };
  const nextKey = () => `intent-${String((keys += 1)).padStart(4, "0")}`;
  const open = (who: Registration, dialects?: Partial<CapabilityDialects>): Account => ({
    ...who,
    client: createPlatformClient(sandboxSettings(dialects), { apiKey: who.apiKey }, runtime),
    writer: createPlatformWriter(sandboxSettings(dialects), { apiKey: who.apiKey }, runtime),
  });
  const control = async (path: string, body: Record<string, unknown>) => {
    const response = await sandbox.fetch(new Request(`${ORIGIN}/_sandbox${path}`, { method: "POST", body: JSON.stringify(body) }));
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
  };
  const guest = createPlatformWriter(sandboxSettings(), null, runtime);
  const register = async (name: string, referralCode: string | null, parentAgentId: string | null) => {
    const input = { name, agentType: "trading", capabilities: ["price_feed"], referralCode, parentAgentId };
    return (await guest.register(input, { idempotencyKey: nextKey() })).value;
  };
  const main = await register("orch-main", null, null);
  const hand = await register("worker-trading-01", main.ownReferralCode, main.agentId);
  await control("/credit", { agentId: main.agentId, amountMicros: String(fromWire("100")) });
  return {
    sandbox, runtime, nextKey, control, calls,
    clearFaults: async () => void (await sandbox.fetch(new Request(`${ORIGIN}/_sandbox/faults`, { method: "DELETE" }))),
    open: (account) => open(account), orchestrator: open(main), worker: open(hand),
    as: (account, capability, dialect) => open(account, { [capability]: dialect }),
    escrowOf: (amount) => ({
      payerId: main.agentId, payeeId: hand.agentId, amount: fromWire(amount) as Usdc, description: "Scan 1000 pairs",
      timeoutHours: 4, taskId: null, referralCode: null,
    }),
  };
}

/** Money from nowhere, by the sandbox's control interface. */
export async function credit(fleet: TestFleet, agentId: string, amount: string): Promise<void> {
  await fleet.control("/credit", { agentId, amountMicros: String(fromWire(amount)) });
}
