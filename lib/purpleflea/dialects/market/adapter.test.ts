import { describe, expect, it } from "vitest";
import { type CapabilityDialects, LIVE_DIALECTS } from "@/lib/core/connection/capabilities";
import { fromWire } from "@/lib/core/money";
import { carriesReference } from "../../public-reference";
import { answering } from "../../testing/recorded";
import { COMPLETED, CREATED, PENDING, READ, REGISTERED, REGISTERED_FLAT, RELEASED } from "./fixtures";

const MARKET: CapabilityDialects = {
  ...LIVE_DIALECTS, "register": "market", "escrow.create": "market", "escrow.get": "market", "escrow.pending": "market",
  "escrow.complete": "market", "escrow.release": "market", "faucet.claim": "market",
};
const market = (answer: unknown) => answering(answer, MARKET);
const call = { idempotencyKey: "wf_1:lock" };
const REGISTER = { name: "w", agentType: "t", capabilities: [], referralCode: null, parentAgentId: null };
const ESCROW = {
  payerId: "ag_orch", payeeId: "ag_worker123", amount: fromWire("5"), description: "Analyze BTC price correlation with gold",
  timeoutHours: 4, taskId: null, referralCode: null,
};

describe("the dialect of seed 002", () => {
  it.each([["nested", REGISTERED], ["flat", REGISTERED_FLAT]])("registers from a %s reply, and hides its key", async (_name, reply) => {
    const { writer, sent } = market(reply);
    const { value, raw } = await writer.register(REGISTER, call);
    expect(value).toMatchObject({ agentId: "ag_worker123", apiKey: REGISTERED.agent.api_key, echoedReferralCode: null });
    expect(JSON.stringify(raw)).not.toContain(REGISTERED.agent.api_key);
    expect(sent[0]).toMatchObject({ url: "/casino.purpleflea.com/api/v1/auth/register", body: {} });
  });

  it.each([{}, { agent: null }, { agent: { id: "ag_1" } }, { agent_id: "ag_1" }, { agent_id: "", api_key: "" }])(
    "takes no account from %j", async (reply) => {
      await expect(market(reply).writer.register(REGISTER, call)).rejects.toMatchObject({ name: "PlatformAnswerUnreadable", outcome: "unknown" });
    });

  it("locks by the fields of the seed, with a reference that tells nothing", async () => {
    const { writer, sent } = market(CREATED);
    const { value } = await writer.createEscrow(ESCROW, call);
    expect(value).toMatchObject({ lockCode: null, isReplay: false, escrow: { upstreamId: "esc_abc123", state: "locked", amount: fromWire("5") } });
    const body = sent[0]?.body as Record<string, unknown>;
    expect(body).toMatchObject({ amount_usd: 5, counterparty_agent_id: "ag_worker123", timeout_hours: 4 });
    expect(carriesReference(String(body.description), call.idempotencyKey)).toBe(true);
  });

  it("lists what waits for a worker, and nothing when the list is left out", async () => {
    const [job] = (await market(PENDING).client.listPendingEscrows()).value;
    expect(job).toEqual({
      upstreamId: "esc_abc123", description: "Analyze BTC price correlation", amount: fromWire("5"), payerId: null, deadlineAt: null,
    });
    expect((await market({}).client.listPendingEscrows()).value).toEqual([]);
  });

  it("completes with what was done, and releases by the seed's own words", async () => {
    const { writer, sent } = market(COMPLETED);
    const done = await writer.completeEscrow({ escrowId: "esc_abc123", resultSummary: "correlation 0.34" }, call);
    expect([done.value.state, sent[0]?.body]).toEqual(["completed", { result_summary: "correlation 0.34" }]);
    const released = await market(RELEASED).writer.releaseEscrow({ escrowId: "esc_abc123", lockCode: null }, call);
    expect(released.value).toMatchObject({ state: "released", released: fromWire("4.95"), fee: fromWire("0.05") });
  });

  it("reads an escrow as the published services do", async () => {
    expect((await market(READ).client.getEscrow("esc_abc123")).value.state).toBe("completed");
    expect((await market({ ...READ, status: "judged" }).client.getEscrow("esc_abc123")).value).toMatchObject({
      state: "unrecognised", stateWord: "judged",
    });
  });
});
