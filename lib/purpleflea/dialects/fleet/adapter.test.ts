import { describe, expect, it } from "vitest";
import { SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import { fromWire } from "@/lib/core/money";
import { fromIso } from "@/lib/core/time";
import { answering } from "../../testing/recorded";
import { CHILD_WALLET, CREATED, READ, REGISTERED, RELEASED, SUMMARY } from "./fixtures";

const fleet = (answer: unknown, status?: number) => answering(answer, SANDBOX_DIALECTS, status);
const call = { idempotencyKey: "wf_1:lock" };
const escrow = {
  payerId: "orch-main", payeeId: "wallet_worker_arb_7x9k2", amount: fromWire("0.5"), description: "Scan", timeoutHours: 24,
  taskId: null, referralCode: null,
};

describe("the dialect of seeds 000 and 001", () => {
  it("registers by the fields of the seed and takes its echo", async () => {
    const { writer, sent } = fleet(REGISTERED, 201);
    const input = {
      name: "worker-scanner-01", agentType: "market_scanner", capabilities: ["dex_scan"], referralCode: "ORCH-7X9K2-REF",
      parentAgentId: "orch-main-7x9k2",
    };
    expect((await writer.register(input, call)).value).toMatchObject({ echoedReferralCode: "ORCH-7X9K2-REF", walletId: null });
    expect(sent[0]).toEqual({
      method: "POST", url: "/purpleflea.com/api/agents/register",
      body: {
        agent_id: "worker-scanner-01", agent_type: "market_scanner", capabilities: ["dex_scan"], referral_code: "ORCH-7X9K2-REF",
        parent_agent_id: "orch-main-7x9k2",
      },
    });
  });

  it("takes an agent's own code in the reply for no echo", async () => {
    const { writer } = fleet({ ...REGISTERED, referral_code: "REF-OWN", own_referral_code: "REF-OWN" }, 201);
    const input = { name: "w", agentType: "t", capabilities: [], referralCode: "REF-UNKNOWN", parentAgentId: null };
    expect((await writer.register(input, call)).value.echoedReferralCode).toBeNull();
  });

  it("locks with the intent's key as the task and keeps the lock code out of the record", async () => {
    const { writer, sent } = fleet(CREATED, 201);
    const { value, raw } = await writer.createEscrow(escrow, call);
    expect(value).toMatchObject({ lockCode: "lc-4f9a2b", isReplay: false, escrow: { state: "locked", amount: 500_000n, taskId: "wf_1:lock" } });
    expect(sent[0]?.body).toMatchObject({ amount_usdc: 0.5, beneficiary_wallet: "wallet_worker_arb_7x9k2", task_id: "wf_1:lock" });
    expect(JSON.stringify(raw)).not.toContain("lc-4f9a2b");
  });

  it("uses the operator's own task where there is one, and knows a first answer that comes again", async () => {
    const { writer, sent } = fleet(CREATED, 200);
    const { value } = await writer.createEscrow({ ...escrow, taskId: "t-42" }, call);
    expect([value.isReplay, (sent[0]?.body as Record<string, unknown>).task_id]).toEqual([true, "t-42"]);
  });

  it("reads the sparse answers of the seed", async () => {
    const made = await fleet(CHILD_WALLET, 201).writer.createChildWallet(
      { label: "worker-scanner-0", agentId: null, dailyLimit: fromWire("2"), autoReset: true, allowWithdrawals: false }, call,
    );
    expect(made.value).toMatchObject({ walletId: "wallet_worker_arb_7x9k2", dailyLimit: fromWire("2"), balance: 0n, allowWithdrawals: false });
    const released = await fleet(RELEASED).writer.releaseEscrow({ escrowId: "esc_abc123", lockCode: "lc-4f9a2b" }, call);
    expect(released.value).toMatchObject({ upstreamId: "esc_abc123", state: "released", released: null });
    expect((await fleet(READ).client.getEscrow("esc_abc123")).value).toMatchObject({ deadlineAt: fromIso("2026-11-21T09:51:30Z") });
    expect((await fleet(SUMMARY).client.getReferralSummary()).value).toMatchObject({ referredCount: 3, byProduct: { escrow: 1_500_000n }, agents: [] });
  });

  it.each([["expired", "refunded", "timeout"], ["refunded", "refunded", "timeout"], ["cancelled", "refunded", "cancel"], ["disputed", "disputed", null]])(
    "reads the word %s as %s", async (state, ours, cause) => {
      const { value } = await fleet({ ...READ, state }).client.getEscrow("esc_abc123");
      expect([value.state, value.refundCause]).toEqual([ours, cause]);
    });

  it("tells a cancelled escrow that never held money from a refunded one", async () => {
    const { value } = await fleet({ ...READ, state: "cancelled", locked_at: null }).client.getEscrow("esc_abc123");
    expect([value.state, value.refundCause]).toEqual(["cancelled", null]);
  });
});
