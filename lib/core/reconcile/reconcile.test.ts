import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWire } from "../money";
import { fromIso } from "../time";
import { findOrphans, type LedgerRow } from "./orphans";
import { settleRuleOf } from "./settle-rules";

const AT = fromIso("2026-11-20T09:51:29Z");
const row = (id: string, amount: string, reason: string, more: Partial<LedgerRow> = {}): LedgerRow =>
  ({ id, amount: fromWire(amount), reason, reference: null, service: "escrow", at: AT, ...more });

describe("findOrphans", () => {
  it("finds an escrow that nobody here made, and what its refund kept", () => {
    const rows = [
      row("r2", "19.8", "escrow_timeout_refund: esc_b", { at: fromIso("2026-11-20T13:51:29Z") }), row("r1", "-20", "escrow_lock: esc_b"),
      row("r0", "-5", "escrow_lock: esc_a"),
    ];
    expect(findOrphans(rows, new Set(["esc_a"]))).toEqual([
      { kind: "escrow", upstreamId: "esc_b", amount: fromWire("-0.2"), at: AT, rowIds: ["r2", "r1"] },
    ]);
  });

  it("finds payments and withdrawals by their references", () => {
    const rows = [
      row("p1", "-20", "payment_sent", { reference: "pay_1", service: "payment" }),
      row("p2", "-3", "payment_sent", { reference: "pay_2", service: "payment" }),
      row("w1", "-5.5", "withdrawal", { reference: "wd_1", service: "casino" }),
    ];
    expect(findOrphans(rows, new Set(), new Set(["pay_1"])).map((one) => [one.kind, one.upstreamId])).toEqual([
      ["payment", "pay_2"], ["withdrawal", "wd_1"],
    ]);
  });

  it("takes what others pay, commissions and bets for no orphans", () => {
    const rows = [
      row("c1", "9.9", "escrow_release: esc_x"), row("c2", "0.03", "escrow_referral_commission: esc_y"),
      row("c3", "20", "payment_received", { service: "payment", reference: "pay_9" }), row("b1", "-5", "bet: coin_flip", { service: "casino" }),
    ];
    expect(findOrphans(rows, new Set())).toEqual([]);
  });

  it("finds nothing once everything is known, whatever the ledger holds", () => {
    const ids = fc.array(fc.constantFrom("esc_1", "esc_2", "esc_3"), { maxLength: 12 });
    fc.assert(fc.property(ids, ids, (locked, known) => {
      const orphans = findOrphans(locked.map((id, index) => row(`r${index}`, "-1", `escrow_lock: ${id}`)), new Set(known));
      expect(orphans.map((one) => one.upstreamId).sort()).toEqual([...new Set(locked)].filter((id) => !known.includes(id)).sort());
      expect(orphans.reduce((sum, one) => sum + one.rowIds.length, 0)).toBe(locked.filter((id) => !known.includes(id)).length);
    }));
  });
});

describe("settleRuleOf", () => {
  it("repeats only what the platform is known to deduplicate", () => {
    expect([settleRuleOf("escrow.create", "fleet"), settleRuleOf("escrow.create", "live"), settleRuleOf("escrow.create", "router")])
      .toEqual(["repeat", "find_reference", "by_hand"]);
    expect([settleRuleOf("register", "fleet"), settleRuleOf("register", "live"), settleRuleOf("pay", "live")])
      .toEqual(["rotate_key", "abandon", "find_ledger"]);
    expect([settleRuleOf("game.play", "live"), settleRuleOf("distribute", "pool")]).toEqual(["by_hand", "by_hand"]);
    expect(settleRuleOf("escrow.release", "market")).toBe("read");
  });
});
