import { describe, expect, it } from "vitest";
import { SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import { fromWire, split, type Usdc } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import { createPlatformClient } from "../../client";
import { answering } from "../../testing/recorded";
import { sandboxSettings } from "../../testing/test-fleet";
import { DISTRIBUTED, HAND, JOINED, STATE, TABLES } from "./fixtures";

const pool = (answer: unknown) => answering(answer, SANDBOX_DIALECTS);
const call = { idempotencyKey: "wf_1:bet" };
const SEAT = { tableId: "tbl_1", agentId: "agent-001" };

describe("the dialect of seed 004", () => {
  it("lists open tables with what is left of their shoe", async () => {
    const { client, sent } = pool(TABLES);
    const { value } = await client.listTables({ game: "blackjack", status: "open", limit: 5 });
    expect(value.map((one) => [one.tableId, one.decksRemaining])).toEqual([["tbl_1", 4.5], ["tbl_2", 2.1]]);
    expect(sent[0]?.url).toBe("/purpleflea.com/casino-api/tables");
  });

  it("sends its key as X-API-Key, and no bearer token", async () => {
    const headers: Headers[] = [];
    const runtime = {
      now: () => toEpochMs(0), fetch: (request: Request) => {
        headers.push(request.headers);
        return Response.json(TABLES);
      },
    };
    const client = createPlatformClient(sandboxSettings(), { apiKey: "pf_live_1" }, runtime);
    await client.listTables({ game: "blackjack", status: "open", limit: 5 });
    expect([headers[0]?.get("x-api-key"), headers[0]?.get("authorization")]).toEqual(["pf_live_1", null]);
  });

  it("joins, bets and acts for a member", async () => {
    const joining = pool(JOINED);
    await joining.writer.joinTable(SEAT, call);
    expect(joining.sent[0]).toMatchObject({ url: "/purpleflea.com/casino-api/tables/tbl_1/join", body: { agent_id: "agent-001" } });
    const betting = pool(HAND);
    const { value } = await betting.writer.betAtTable({ ...SEAT, stake: fromWire("12.5") }, call);
    expect(value).toMatchObject({ playerTotal: 11, dealerUpcard: 7, isSoft: false, balance: null });
    expect(betting.sent[0]?.body).toEqual({ table_id: "tbl_1", agent_id: "agent-001", action: "bet", amount: 12.5 });
    const acting = pool(HAND);
    await acting.writer.actAtTable({ ...SEAT, action: "double" }, call);
    expect(acting.sent[0]).toMatchObject({ url: "/purpleflea.com/casino-api/blackjack/tbl_1/action", body: { action: "double" } });
  });

  it("reads the shoe: ranks as texts, whatever the wire made of them", async () => {
    expect((await pool(STATE).client.getTableState({ tableId: "tbl_1" })).value).toEqual({
      tableId: "tbl_1", recentCards: ["K", "6", "10"], decksRemaining: 3.9,
    });
    await expect(pool({ recent_cards: [] }).client.getTableState({ tableId: "tbl_1" })).rejects.toMatchObject({ name: "PlatformAnswerUnreadable" });
  });

  it("distributes parts that sum to the whole, to the micro", async () => {
    const { writer, sent } = pool(DISTRIBUTED);
    const amounts = split(fromWire("1000.000001") as Usdc, [30n, 25n, 25n, 20n]);
    const parts = amounts.map((amount, index) => ({ wallet: `0xAgent${index + 1}`, amount, share: [0.3, 0.25, 0.25, 0.2][index] ?? 0 }));
    const { value } = await writer.distribute({ fromWallet: "0xCoordinator", parts, memo: "Casino pool distribution #1" }, call);
    expect(value).toMatchObject({ escrowId: "esc_pool1", total: fromWire("1000.000001"), fee: null });
    const body = sent[0]?.body as { total_amount: number; distribution: { amount: number }[] };
    expect([body.total_amount, body.distribution.reduce((sum, part) => sum + Math.round(part.amount * 1e6), 0)]).toEqual([1000.000001, 1_000_000_001]);
  });
});
