import { type Usdc, usdc } from "@/lib/core/money";
import { settleWithBank, toCents } from "../bank";
import { type Call, type JsonObject, money, tryAmount } from "../call";
import { agentAccount } from "../ledger";
import { sha256 } from "../random";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";
import { casinoAccount, casinoBets, countBet, rotateSeed, SEED_BETS_MAX } from "./account";
import { Chance, resultHash } from "./fairness";
import { type Play, refuse } from "./game";
import { payOf, requireBalance, uuid } from "./play";
import { ROLL_GAMES } from "./roll-games";

export const PARLAY = "parlay";
const LEGS_MIN = 2;
const LEGS_MAX = 5;
const STAKE_MIN = usdc(10_000n);
const STAKE_MAX = usdc(10_000_000n);
/** What is left of the combined multiplier: a tenth stays (published code). */
const KEPT = 0.9;

interface Leg {
  readonly game: string;
  readonly play: Play;
}

/**
 * Two to five legs on one stake, each with a nonce of its own: all must win, and a tie counts as 1.
 * No Kelly cap holds and no referrer is paid of what is lost, as in the published code.
 */
export function placeParlay(call: Call, agent: AgentRow): Record<string, unknown> {
  const { world } = call;
  const stake = readStake(call.body.amount);
  const legs = readLegs(call.body.bets);
  requireBalance(call, agent, stake);
  let account = casinoAccount(world, agent);
  if (account.nonce + legs.length > SEED_BETS_MAX) account = rotateSeed(world, account, call.now).account;
  const { serverSeed, nonce } = account;
  const seedHash = sha256(serverSeed);
  const played = legs.map(({ game, play }, index) => {
    const clientSeed = world.random.hex(16);
    const hash = resultHash(serverSeed, clientSeed, nonce + index);
    const proof = { server_seed_hash: seedHash, client_seed: clientSeed, nonce: nonce + index, result_hash: hash };
    return { game, proof, ...play.play(new Chance(hash)) };
  });
  const nominal = KEPT * played.reduce((product, leg) => product * leg.nominal, 1);
  const factor = KEPT * played.reduce((product, leg) => product * leg.factor, 1);
  const won = toCents(payOf(stake, factor));
  const isWon = factor > 0;
  const results = played.map((leg) => ({ game: leg.game, won: leg.factor > 1, payout_multiplier: round(leg.nominal), result: leg.result, proof: leg.proof }));
  const betId = `bet_${uuid(world.random.hex(32))}`;
  settleWithBank(world, {
    product: "casino", agentId: agent.id, paid: stake, received: won, reasonOut: `bet: ${PARLAY}`, reasonIn: `win: ${PARLAY}`, ref: betId,
    service: "casino",
  }, call.now);
  const first = results[0]?.proof;
  casinoBets(world).put({
    id: betId, agentId: agent.id, game: PARLAY, stakeMicros: stake, wonMicros: won, nominal, won: isWon, result: { legs: results }, seedHash,
    clientSeed: first?.client_seed ?? "", nonce, resultHash: first?.result_hash ?? "", at: call.now,
  });
  countBet(world, { ...account, nonce: nonce + legs.length }, stake, won);
  return {
    bet_id: betId, game: PARLAY, amount_bet: money(stake), legs: results, won: isWon, payout_multiplier: round(nominal), amount_won: money(won),
    new_balance: money(toCents(world.ledger.balance(agentAccount(agent.id)))),
  };
}

function readStake(value: unknown): Usdc {
  const stake = typeof value === "number" ? tryAmount(value) : null;
  return stake !== null && stake >= STAKE_MIN && stake <= STAKE_MAX ? stake : refuse("invalid_amount", "amount must be from 0.01 to 10");
}

function readLegs(bets: unknown): readonly Leg[] {
  if (!Array.isArray(bets) || bets.length < LEGS_MIN || bets.length > LEGS_MAX) {
    return refuse("invalid_bets", `bets must be a list of ${LEGS_MIN} to ${LEGS_MAX} legs {game, params}`);
  }
  return bets.map(readLeg);
}

function readLeg(bet: unknown, index: number): Leg {
  const { game: name, params } = (typeof bet === "object" && bet !== null ? bet : {}) as Record<string, unknown>;
  const game = ROLL_GAMES.find((known) => known.name === name || known.path === name);
  if (!game) return refuse("invalid_bets", `bets[${index}]: game must be one of ${ROLL_GAMES.map((known) => known.name).join(", ")}`);
  try {
    return { game: game.name, play: game.prepare((typeof params === "object" && params !== null ? params : {}) as JsonObject) };
  } catch (error) {
    if (error instanceof Refusal) return refuse("invalid_bets", `bets[${index}]: ${error.message}`);
    throw error;
  }
}

function round(multiplier: number): number {
  return Math.round(multiplier * 10_000) / 10_000;
}
