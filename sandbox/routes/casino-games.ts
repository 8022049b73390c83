import { type Answer, type Call, type JsonObject, ok, type Route } from "../call";
import { casinoAccount } from "../casino/account";
import { CARD_GAMES, pokerCards, pokerPay } from "../casino/card-games";
import { resultHash } from "../casino/fairness";
import { type Game, type Play, refuse } from "../casino/game";
import { requireKey } from "../casino/key";
import { placeParlay } from "../casino/parlay";
import { placeBet } from "../casino/play";
import { ROLL_GAMES } from "../casino/roll-games";
import { TABLE_GAMES } from "../casino/table-games";
import { Refusal } from "../refusal";

const casino = { host: "casino", origin: "both", source: "published", info: true, scope: "casino" } as const;
const BETS_PER_MINUTE = 60;
const BATCH_MAX = 20;
export const GAMES: readonly Game[] = [...ROLL_GAMES, ...TABLE_GAMES, ...CARD_GAMES];
export const VIDEO_POKER = "video_poker";

/** The published games: one request is one settled bet. */
export const casinoGameRoutes: readonly Route[] = [
  ...GAMES.map((game): Route => ({
    ...casino, method: "POST", path: `/api/v1/games/${game.path}`, publishedLimit: 60, answer: (call) => playGame(call, game),
  })),
  { ...casino, method: "POST", path: "/api/v1/games/video-poker/deal", publishedLimit: 60, answer: dealPoker },
  { ...casino, method: "POST", path: "/api/v1/games/video-poker/draw", publishedLimit: 60, answer: drawPoker },
  { ...casino, method: "POST", path: "/api/v1/games/parlay", publishedLimit: 60, answer: playParlay },
  { ...casino, method: "POST", path: "/api/v1/bets/batch", publishedLimit: 60, answer: batch },
  { ...casino, method: "GET", path: "/api/v1/games", answer: listGames },
];

function playGame(call: Call, game: Game): Answer {
  const agent = requireKey(call);
  call.countBets(agent, BETS_PER_MINUTE);
  return ok(placeBet({ call, agent, game: game.name, play: game.prepare(call.body), wishes: call.body }));
}

function playParlay(call: Call): Answer {
  const agent = requireKey(call);
  call.countBets(agent, BETS_PER_MINUTE);
  return ok(placeParlay(call, agent));
}

/** The hand belongs to the next nonce: drawing settles it, and another bet in between gives another hand. */
function dealPoker(call: Call): Answer {
  const agent = requireKey(call);
  call.countBets(agent, BETS_PER_MINUTE);
  const account = casinoAccount(call.world, agent);
  return ok({
    phase: "deal", cards: pokerCards(resultHash(account.serverSeed, seedOf(call.body), account.nonce)).slice(0, 5), nonce: account.nonce,
    message: "Choose which cards to hold", instruction: "POST /api/v1/games/video-poker/draw { holds: [bool x5], nonce, amount }",
  });
}

function drawPoker(call: Call): Answer {
  const agent = requireKey(call);
  call.countBets(agent, BETS_PER_MINUTE);
  const { holds, nonce } = call.body;
  const isFine = Array.isArray(holds) && holds.length === 5 && holds.every((hold) => typeof hold === "boolean");
  if (!isFine) return refuse("invalid_holds", "holds must be five booleans");
  if (nonce !== casinoAccount(call.world, agent).nonce) return refuse("invalid_nonce", "nonce must be the one of the last deal");
  const play: Play = {
    winProbability: 0.45, payout: 2,
    play: (chance) => {
      const cards = pokerCards(chance.hash);
      let next = 5;
      const hand = holds.map((hold, index) => cards[hold ? index : next++] ?? cards[0]).filter((card) => card !== undefined);
      const { name, factor } = pokerPay(hand);
      return { result: { dealt: cards.slice(0, 5), holds, hand, outcome: name, roll: chance.roll }, nominal: factor, factor };
    },
  };
  return ok(placeBet({ call, agent, game: VIDEO_POKER, play, wishes: { ...call.body, client_seed: seedOf(call.body) } }));
}

/** Deal and draw must agree on a client seed although both may leave it out. */
function seedOf(body: JsonObject): string {
  return typeof body.client_seed === "string" && body.client_seed !== "" ? body.client_seed.slice(0, 200) : "video_poker";
}

/** Up to twenty bets, one after the other: a refused one is told and the rest goes on. */
function batch(call: Call): Answer {
  const agent = requireKey(call);
  call.countBets(agent, 10, "batch");
  const bets = call.body.bets;
  if (!Array.isArray(bets) || bets.length === 0) return refuse("invalid_bets", "bets must be a list of bets");
  if (bets.length > BATCH_MAX) return refuse("too_many_bets", `At most ${BATCH_MAX} bets in one batch`);
  const results = bets.map((one: unknown, index) => ({ index, ...batchOne(call, one) }));
  const done = results.filter((one) => !("error" in one)).length;
  return ok({ results, total: bets.length, succeeded: done, failed: bets.length - done });
}

function batchOne(call: Call, one: unknown): Record<string, unknown> {
  const wishes = (typeof one === "object" && one !== null ? one : {}) as Record<string, unknown>;
  const game = GAMES.find((known) => known.name === wishes.game || known.path === wishes.game);
  if (!game) return { error: "unknown_game", message: `Unknown game ${String(wishes.game).slice(0, 40)}` };
  const params = { ...wishes, ...(typeof wishes.params === "object" ? wishes.params : {}) } as JsonObject;
  try {
    return placeBet({ call, agent: requireKey(call), game: game.name, play: game.prepare(params), wishes: params });
  } catch (error) {
    if (error instanceof Refusal) return error.body;
    throw error;
  }
}

function listGames(): Answer {
  const games = [...GAMES.map(({ name, path }) => ({ id: name, endpoint: `POST /api/v1/games/${path}` })),
    { id: VIDEO_POKER, endpoint: "POST /api/v1/games/video-poker/deal" }];
  return ok({ games, batch_endpoint: "POST /api/v1/bets/batch", note: "Every bet is provably fair" });
}
