import { usdc, type Usdc, ZERO } from "@/lib/core/money";
import { type Answer, type Call, isoSecond, money, ok, type Route } from "../call";
import { type BetRow, betsOf } from "../casino/account";
import { requireKey } from "../casino/key";
import { PARLAY } from "../casino/parlay";
import { Refusal } from "../refusal";
import { GAMES, VIDEO_POKER } from "./casino-games";

const casino = { host: "casino", origin: "both", source: "published", info: true, method: "GET" } as const;
const CSV_ROWS = 10_000;

/** What an agent has played. */
export const casinoHistoryRoutes: readonly Route[] = [
  { ...casino, path: "/api/v1/bets/history", answer: history },
  { ...casino, path: "/api/v1/bets/export.csv", answer: exportCsv },
];

function filtered(call: Call): readonly BetRow[] {
  const agent = requireKey(call);
  const [game, outcome, since] = [call.query("game"), call.query("outcome"), call.query("since")];
  if (game !== null && game !== VIDEO_POKER && game !== PARLAY && !GAMES.some(({ name }) => name === game)) {
    throw new Refusal(400, "invalid_game", `Unknown game ${game.slice(0, 40)}`);
  }
  const from = since === null ? 0 : Date.parse(since) || 0;
  return betsOf(call.world, agent.id).filter((bet) =>
    (game === null || bet.game === game) && (outcome === null || (outcome === "won") === bet.won) && bet.at >= from).reverse();
}

function history(call: Call): Answer {
  const bets = filtered(call);
  const limit = Math.min(200, Math.max(1, Number(call.query("limit")) || 50));
  const offset = Math.max(0, Number(call.query("offset")) || 0);
  const sum = (amountOf: (bet: BetRow) => Usdc): Usdc => bets.reduce((total, bet) => usdc(total + amountOf(bet)), ZERO);
  const [wagered, won] = [sum((bet) => bet.stakeMicros), sum((bet) => bet.wonMicros)];
  const wins = bets.filter((bet) => bet.won);
  const biggest = wins.reduce<bigint>((most, bet) => (bet.wonMicros > most ? bet.wonMicros : most), 0n);
  return ok({
    bets: bets.slice(offset, offset + limit).map((bet) => ({
      id: bet.id, game: bet.game, amount: money(bet.stakeMicros), amount_won: money(bet.wonMicros),
      multiplier: Math.round(bet.nominal * 10_000) / 10_000, won: bet.won, net: money(usdc(bet.wonMicros - bet.stakeMicros)),
      verify: `GET /api/v1/fairness/verify?hash=${bet.resultHash}`, at: isoSecond(bet.at),
    })),
    pagination: { total: bets.length, limit, offset, has_more: offset + limit < bets.length },
    summary: {
      total_bets: bets.length, total_wagered: money(wagered), total_won_amount: money(won), net_pnl: money(usdc(won - wagered)),
      win_rate_pct: bets.length === 0 ? 0 : Math.round((wins.length / bets.length) * 10_000) / 100, biggest_win: money(usdc(biggest)),
    },
    filters: { game: call.query("game"), outcome: call.query("outcome"), since: call.query("since") },
    tip: "Add ?game=slots&outcome=won to filter. ?since=2026-02-01 for date range.",
  });
}

function exportCsv(call: Call): Answer {
  const rows = filtered(call).slice(0, CSV_ROWS).map((bet) =>
    [bet.id, bet.game, money(bet.stakeMicros), money(bet.wonMicros), bet.nominal, bet.won, isoSecond(bet.at)].join(","));
  return { status: 200, body: {}, csv: ["id,game,amount,amount_won,multiplier,won,at", ...rows].join("\n") };
}
