import { describe, expect, it } from "vitest";
import { LIVE_DIALECTS } from "@/lib/core/connection/capabilities";
import { fromWire } from "@/lib/core/money";
import { fromIso } from "@/lib/core/time";
import { answering } from "../../testing/recorded";
import { SAMPLE_CALLS } from "../../testing/sample-calls";
import type { PlatformAnswer } from "../../records";
import { CASINO_FAIRNESS } from "./fixtures/casino-fairness";
import { CASINO_IDENTITY } from "./fixtures/casino-identity";
import { CASINO_PLAY } from "./fixtures/casino-play";
import { DOMAINS } from "./fixtures/domains";
import { ESCROW } from "./fixtures/escrow";
import { ESCROW_TIMEOUT } from "./fixtures/escrow-timeout";
import { TRADING } from "./fixtures/trading";
import { WALLET } from "./fixtures/wallet";

const usd = fromWire;
const SUCCESSES = [
  ...CASINO_IDENTITY, ...CASINO_PLAY, ...CASINO_FAIRNESS, ...ESCROW, ...ESCROW_TIMEOUT, ...WALLET, ...TRADING, ...DOMAINS,
].filter((one) => one.status < 400);

/** Route, the capability that reads it, and what each of its answers says in our words, in the order of the transcript. */
const MAPPED: readonly (readonly [string, keyof typeof SAMPLE_CALLS, readonly unknown[]])[] = [
  ["POST casino /api/v1/auth/register", "register", [
    { agentId: "ag_9a0d7c0d35e2", ownReferralCode: "ref_147ab3b1", echoedReferralCode: null, walletId: null },
    { agentId: "ag_b1a327fe20c2", ownReferralCode: "ref_ee4aac44", echoedReferralCode: null },
    { agentId: "ag_522cb682acfa", ownReferralCode: "ref_aa96b78e", echoedReferralCode: null }]],
  ["GET casino /api/v1/auth/balance", "balance", [{ agentId: "ag_9a0d7c0d35e2", available: usd("1") }]],
  ["POST faucet /faucet/claim", "faucet.claim", [
    { agentId: "ag_b1a327fe20c2", credited: usd("1"), claimId: "c1e28fe8-d443-46f6-aa72-4f1eb0391b6f" }]],
  ["GET faucet /faucet/stats", "faucet.stats", [{ claims: 2, agents: 2, total: usd("2") }]],
  ["POST casino /api/v1/games/coin-flip", "game.play", [{
    betId: "bet_000069cb-783c-408d-876f-6d29a9b5b7c4", stake: usd("5"), isWon: false, won: 0n, balance: usd("196"),
    outcome: { side_chosen: "heads", outcome: "tails", roll: 68.2 }, proof: { clientSeed: "s1", nonce: 0 },
  }]],
  ["GET casino /api/v1/auth/referral/stats", "referral.summary", [
    { referredCount: 1, totalCommissions: usd("1.2"), levels: [{ level: 1, referredCount: 1, rate: "10%", earned: usd("1.2") }, { level: 2 }, { level: 3 }] },
    { totalCommissions: usd("1.45"), agents: [{ agentId: "ag_b1a32", isPrefix: true, earned: usd("1.45"), since: fromIso("2026-11-20T09:50:21Z") }] },
    { commissionsLast30Days: usd("0.5"), agents: [{ agentId: "ag_4a545", isPrefix: true }], levels: [{ rate: "10%" }, { rate: "5%" }, { rate: "2.5%" }] }]],
  ["POST casino /api/v1/stats/pay", "pay", [{ reference: "pay_f31dd26c7c3f45ce", amount: usd("20"), balance: usd("169") }]],
  ["GET casino /api/v1/auth/referral/code", "referral.code", [{ code: "ref_147ab3b1" }]],
  ["GET casino /api/v1/auth/ledger", "ledger", [
    [{ amount: usd("0.5"), balanceAfter: usd("1.5"), reason: "daily_bonus" }, { amount: usd("200"), reference: null, service: "test" }],
    [{ amount: usd("9.9"), balanceAfter: usd("29.85"), reason: "escrow_release: esc_c9bd51c5ba714e84" },
      { amount: usd("20"), reason: "payment_received", reference: "pay_f31dd26c7c3f45ce", service: "payment" }]]],
  ["GET casino /api/v1/fairness/seed-hash", "fairness.seed", [{ serverSeedHash: "45e4a63f1d781f67d3407726954a680ff80859e8e36a628d82e6fd4b662039ce" }]],
  ["POST casino /api/v1/fairness/verify", "fairness.verify", [
    { state: "not_revealed", serverSeed: null }, { state: "verified", serverSeed: "35ed6f754ae7feab567bab7d1ab6920f2705184712594fd926cd90f802addb3b" }]],
  ["POST casino /api/v1/fairness/rotate", "fairness.rotate", [
    { bets: 15, newSeedHash: "edc93f7f9035b9c8894a05292d612cfbc706522506a884f7e712ef0d505583ae" }]],
  ["POST escrow /escrow/create", "escrow.create", [
    { lockCode: null, escrow: { state: "locked", stateWord: "funded", amount: usd("10"), fee: usd("0.1"), net: usd("9.9"), deadlineAt: fromIso("2026-11-20T13:51:29Z") } },
    { escrow: { amount: usd("1.23"), fee: usd("0.0123"), net: usd("1.2177") } },
    { escrow: { amount: usd("0.333333"), fee: usd("0.003333"), net: usd("0.33"), taskId: null } },
    { escrow: { amount: usd("2.5"), fee: usd("0.025"), net: usd("2.475") } }]],
  ["GET escrow /escrow/esc_*", "escrow.get", [
    { state: "locked", events: [], payerId: "ag_b1a327fe20c2", payeeId: "ag_4a5457ba8b39" },
    { state: "released", completedAt: fromIso("2026-11-20T09:51:29Z"), settledAt: fromIso("2026-11-20T09:51:30Z"), events: [{ name: "created" }, { name: "completed" }, { name: "released" }] },
    { state: "refunded", refundCause: "timeout", completedAt: null, events: [{ name: "created" }, { name: "refunded", actorId: null }] },
    { state: "refunded", refundCause: "timeout", completedAt: fromIso("2026-11-20T09:51:30Z") },
    { state: "disputed", refundCause: null, disputedAt: fromIso("2026-11-20T09:51:30Z"), events: [{ name: "created" }, { note: "output invalid" }] }]],
  ["POST escrow /escrow/complete/esc_*", "escrow.complete", [{ state: "completed", upstreamId: "esc_c9bd51c5ba714e84" }]],
  ["POST escrow /escrow/release/esc_*", "escrow.release", [
    { state: "released", released: usd("9.9"), fee: usd("0.1"), referral: usd("0.015") },
    { released: usd("1.2177"), fee: usd("0.0123"), referral: usd("0.001845") }]],
  ["POST escrow /escrow/dispute/esc_*", "escrow.dispute", [{ state: "disputed", released: null }]],
  ["GET escrow /escrow/stats", "escrow.stats", [{ created: 13, released: 2, disputed: 1, volume: usd("59.9"), fees: usd("0.11") }]],
  ["POST wallet /v1/auth/register", "wallet-product.register", [{ agentId: "ag_fbfdf7c282a3", ownReferralCode: "ref_37f982e1", echoedReferralCode: null }]],
  ["POST wallet /v1/wallet/create", "wallet-product.create", [{ addresses: { base: "0x719866514cE99a87e3dc489aef5B86f4644499B0", bitcoin: "bc1q7lxgrqjk3wewn2lyd8ruar2cxhrvc7vmze32a8" } }]],
  ["GET wallet /v1/referral/code", "wallet-product.referral-code", [{ code: "ref_37f982e1" }]],
  ["GET wallet /v1/referral/stats", "wallet-product.referral", [
    { referredCount: 1, available: 0n, agents: [{ agentId: "ag_c5b2d70121b4", isPrefix: false, since: fromIso("2026-11-20T09:52:18Z") }] }]],
  ["POST trading /v1/auth/register", "trading.register", [{ agentId: "ag_6cc605aae163", ownReferralCode: "ref_c18695cd" }]],
  ["GET trading /v1/auth/account", "trading.account", [
    { tier: "free", leverageMax: 10, positionMax: usd("10000"), volume: 0n, depositAddress: "0xa59811f395535e4b8c651c22d69d684916afc2fa" }]],
  ["GET trading /v1/trade/risk-settings", "trading.risk", [
    { leverageMax: 10, dailyLossMax: null, lossToday: 0n, isBlocked: false, resetsAt: fromIso("2026-11-21T00:00:00Z") }]],
  ["POST trading /v1/trade/risk-settings", "trading.set-risk", [{ leverageMax: 20, positionMax: usd("500"), dailyLossMax: usd("50"), lossToday: null }]],
  ["GET trading /v1/trade/positions", "trading.positions", [[]]],
  ["GET trading /v1/referral/code", "trading.referral-code", [{ code: "ref_c18695cd" }]],
  ["GET trading /v1/referral/stats", "trading.referral", [{ referredCount: 1, totalCommissions: 0n, agents: [], available: null }]],
  ["POST domains /v1/auth/register", "domains.register", [{ agentId: "ag_f3e60b898da3", ownReferralCode: "ref_e9dc4054" }]],
  ["GET domains /v1/auth/account", "domains.account", [{ agentId: "ag_9d1ef741955f", available: 0n, spent: 0n, domains: 0 }]],
  ["GET domains /v1/domains", "domains.list", [[]]],
  ["GET domains /v1/referral/code", "domains.referral-code", [{ code: "ref_e9dc4054" }]],
  ["GET domains /v1/referral/stats", "domains.referral", [{ referredCount: 0, totalCommissions: 0n }]],
];

/** Bonuses, limits of games, tournaments, copies, market figures and private keys: the console never asks for them. */
const NOT_ASKED = [
  "POST casino /api/v1/daily/claim", "GET casino /api/v1/kelly/limits", "PUT casino /api/v1/kelly/config", "GET casino /api/v1/bets/history?limit=2",
  "GET casino /api/v1/public-stats", "GET casino /api/v1/auth/tier", "POST casino /api/v1/challenges", "POST casino /api/v1/challenges/chl_*",
  "POST casino /api/v1/tournaments/create", "POST casino /api/v1/tournaments/trn_*", "GET wallet /v1/wallet/deposit-address",
  "GET wallet /v1/wallet/chains", "GET wallet /v1/wallet/export", "POST wallet /v1/wallet/address-book", "GET wallet /v1/public-stats",
  "GET wallet /v1/gossip", "GET trading /v1/trade/history", "GET trading /v1/public-stats", "GET trading /v1/order-monitor",
  "POST trading /v1/copy/follow/ag_*", "GET trading /v1/copy/following", "GET domains /v1/tlds", "GET domains /v1/auctions",
  "GET domains /v1/public-stats",
];

const routeOf = (one: (typeof SUCCESSES)[number]) => `${one.method} ${one.service} ${one.path}`.replace(/(esc|chl|trn|ag)_[0-9a-f]+.*$/, "$1_*");

describe("every answer of the transcript in our words", () => {
  it.each(MAPPED)("%s is read as %s", async (route, capability, expected) => {
    const answers = SUCCESSES.filter((one) => routeOf(one) === route);
    expect(answers.length).toBe(expected.length);
    for (const [index, { body, status }] of answers.entries()) {
      const who = answering(body, LIVE_DIALECTS, status);
      const { value } = await SAMPLE_CALLS[capability](who, { idempotencyKey: "intent-1" }) as PlatformAnswer<unknown>;
      expect(value).toMatchObject(expected[index] as object);
    }
  });

  it("leaves out only what the console never asks for", () => {
    const mapped = MAPPED.map(([route]) => route);
    expect([...new Set(SUCCESSES.map(routeOf))].filter((route) => !mapped.includes(route)).sort()).toEqual([...NOT_ASKED].sort());
  });
});
