import { describe, expect, it } from "vitest";
import { LIVE_DIALECTS } from "@/lib/core/connection/capabilities";
import { fromWire } from "@/lib/core/money";
import { fromIso } from "@/lib/core/time";
import { carriesReference } from "../../public-reference";
import { answering } from "../../testing/recorded";
import { BALANCE, CREATED, LEDGER, PAID, REFERRALS, REFUNDED, REGISTERED, RELEASED } from "./fixtures/selected";

const live = (answer: unknown) => answering(answer, LIVE_DIALECTS);
const call = { idempotencyKey: "wf_1:lock" };

describe("the published services", () => {
  it("echo no referral code: the one in the reply is the new agent's own", async () => {
    const input = { name: "w", agentType: "t", capabilities: [], referralCode: "ref_147ab3b1", parentAgentId: null };
    const { writer, sent } = live(REGISTERED);
    const { value, raw } = await writer.register(input, call);
    expect(value).toMatchObject({ agentId: "ag_b1a327fe20c2", ownReferralCode: "ref_ee4aac44", echoedReferralCode: null });
    expect(sent[0]?.body).toEqual({ referral_code: "ref_147ab3b1" });
    expect(JSON.stringify(raw)).not.toContain(REGISTERED.api_key);
  });

  it("give balances with float dust, which is dropped to the micro", async () => {
    expect((await live(BALANCE).client.getBalance()).value.available).toBe(fromWire("201.95"));
  });

  it("write debits as positive numbers, which we turn", async () => {
    const { value } = await live(LEDGER).client.listLedger();
    expect(value.map((row) => row.amount)).toEqual([fromWire("9.9"), fromWire("-10")]);
    expect(value[0]).toMatchObject({ balanceAfter: fromWire("29.85"), at: fromIso("2026-11-20T09:51:30Z") });
  });

  it("cut the ids of referred agents to a prefix", async () => {
    const { value } = await live(REFERRALS).client.getReferralSummary();
    expect(value.agents).toEqual([{
      agentId: "ag_b1a32", isPrefix: true, earned: fromWire("1.45"), since: fromIso("2026-11-20T09:50:21Z"),
    }]);
  });

  it("get an escrow with a description that carries an opaque reference of the intent", async () => {
    const { writer, sent } = live(CREATED);
    const input = {
      payerId: "ag_b1a327fe20c2", payeeId: "ag_4a5457ba8b39", amount: fromWire("0.333333"), description: "scan 1000 pairs",
      timeoutHours: 4, taskId: "t-1", referralCode: null,
    };
    const { value } = await writer.createEscrow(input, call);
    expect(value.escrow).toMatchObject({ state: "locked", fee: 3_333n, net: 330_000n, deadlineAt: fromIso("2026-11-20T13:51:30Z") });
    const body = sent[0]?.body as Record<string, unknown>;
    expect(body).toMatchObject({ amount_usd: 0.333333, counterparty_agent_id: "ag_4a5457ba8b39", timeout_hours: 4 });
    expect(carriesReference(String(body.description), call.idempotencyKey)).toBe(true);
    expect(String(body.description)).not.toContain("wf_1");
  });

  it("refund by the clock, with the event that has no actor", async () => {
    const { value } = await live(REFUNDED).client.getEscrow(REFUNDED.escrow_id);
    expect(value).toMatchObject({ state: "refunded", refundCause: "timeout", amount: fromWire("20"), settledAt: fromIso("2026-11-20T09:51:31Z") });
    expect(value.events.map((event) => [event.name, event.actorId])).toEqual([["created", "ag_b1a327fe20c2"], ["refunded", null]]);
  });

  it("may say a word that we do not know: it is kept, never taken for the nearest", async () => {
    for (const status of ["auto_released", "Released", "toString", "__proto__"]) {
      const { value } = await live({ ...REFUNDED, status }).client.getEscrow("esc_1");
      expect([value.state, value.stateWord, value.refundCause]).toEqual(["unrecognised", status, null]);
    }
  });

  it("name the figures of a release and of a payment", async () => {
    const { value } = await live(RELEASED).writer.releaseEscrow({ escrowId: RELEASED.escrow_id, lockCode: null }, call);
    expect(value).toMatchObject({ state: "released", released: fromWire("1.2177"), fee: fromWire("0.0123"), referral: fromWire("0.001845") });
    const paid = await live(PAID).writer.pay({ toAgentId: "ag_4a5457ba8b39", amount: fromWire("20"), memo: null }, call);
    expect(paid.value).toEqual({ reference: PAID.tx_id, amount: fromWire("20"), balance: fromWire("169") });
  });

  it("are unreadable, not zero, when a figure is missing or is no number", async () => {
    for (const amount_usd of [undefined, "ten", null, {}]) {
      await expect(live({ ...REFUNDED, amount_usd }).client.getEscrow("esc_1")).rejects.toMatchObject({
        name: "PlatformAnswerUnreadable", outcome: "rejected",
      });
    }
  });

  it("keep an id in its own path segment", async () => {
    const { client, sent } = live(REFUNDED);
    await client.getEscrow("../stats?x=1");
    expect(sent[0]?.url).toBe("/escrow.purpleflea.com/escrow/..%2Fstats%3Fx%3D1");
  });
});
