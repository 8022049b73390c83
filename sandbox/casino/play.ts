import { divide, toDecimal, type Usdc, usdc } from "@/lib/core/money";
import { commissionsInCents, lossOf, settleWithBank, toCents } from "../bank";
import { type Call, type JsonObject, money, tryAmount } from "../call";
import { agentAccount } from "../ledger";
import { sha256 } from "../random";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";
import { type CasinoAccountRow, casinoAccount, casinoBets, countBet, rotateSeed, SEED_BETS_MAX } from "./account";
import { Chance, resultHash } from "./fairness";
import type { Play } from "./game";
import { kellyFigures } from "./kelly";

/** 10, 5 and 2.5 % of a lost stake for three referrers up the chain (published code). */
export const LOSS_SHARES = [1_000, 500, 250];
const MINIMUM = usdc(10_000n);

export interface Bet {
  readonly call: Call;
  readonly agent: AgentRow;
  readonly game: string;
  readonly play: Play;
  readonly wishes: JsonObject;
}

/** Plays one bet: checks it in the published order, draws, settles with the bank, remembers it. */
export function placeBet(bet: Bet): Record<string, unknown> {
  const { call, agent, wishes, play } = bet;
  const { world } = call;
  const stake = readStake(wishes.amount);
  let account = casinoAccount(world, agent);
  requireStake(call, agent, account, stake, play);
  if (account.nonce >= SEED_BETS_MAX) account = rotateSeed(world, account, call.now).account;
  const clientSeed = typeof wishes.client_seed === "string" && wishes.client_seed !== "" ? wishes.client_seed.slice(0, 200) : world.random.hex(16);
  const hash = resultHash(account.serverSeed, clientSeed, account.nonce);
  const { result, nominal, factor } = play.play(new Chance(hash));
  const won = toCents(payOf(stake, factor));
  const betId = `bet_${uuid(world.random.hex(32))}`;
  settleWithBank(world, {
    product: "casino", agentId: agent.id, paid: stake, received: won, reasonOut: `bet: ${bet.game}`, reasonIn: `win: ${bet.game}`,
    ref: betId, service: "casino", commissions: commissionsInCents(world, agent.id, "casino", lossOf(stake, won), LOSS_SHARES),
  }, call.now);
  const seedHash = sha256(account.serverSeed);
  casinoBets(world).put({
    id: betId, agentId: agent.id, game: bet.game, stakeMicros: stake, wonMicros: won, nominal, won: factor > 1, result, seedHash,
    clientSeed, nonce: account.nonce, resultHash: hash, at: call.now,
  });
  const after = countBet(world, { ...account, nonce: account.nonce + 1 }, stake, won);
  const balance = world.ledger.balance(agentAccount(agent.id));
  const kelly = kellyFigures({ bankroll: money(balance), riskFactor: after.riskFactor, winProbability: play.winProbability, payout: play.payout });
  return {
    bet_id: betId, game: bet.game, amount_bet: money(stake), result, won: factor > 1, payout_multiplier: Math.round(nominal * 10_000) / 10_000,
    amount_won: money(won), new_balance: money(toCents(balance)),
    proof: { server_seed_hash: seedHash, client_seed: clientSeed, nonce: account.nonce, result_hash: hash },
    kelly: {
      bankroll: money(balance), risk_factor: after.riskFactor, max_bet_this_game: kelly.max_bet, bets_until_ruin: kelly.bets_until_ruin,
      suggested_bet: kelly.suggested_bet,
    },
  };
}

function readStake(value: unknown): Usdc {
  const stake = typeof value === "number" ? tryAmount(value) : null;
  if (stake === null || stake <= 0n) throw new Refusal(400, "invalid_amount", "Bet amount must be a positive finite number");
  if (stake < MINIMUM) throw new Refusal(400, "minimum_bet", "Minimum bet is $0.01", { minimum: 0.01 });
  return stake;
}

/** The stake times a multiplier of four decimals. */
export function payOf(stake: Usdc, factor: number): Usdc {
  return usdc(divide(stake * BigInt(Math.round(factor * 10_000)), 10_000n, "half-even"));
}

/** The agent's balance, which covers the stake: else 400. */
export function requireBalance(call: Call, agent: AgentRow, stake: Usdc): Usdc {
  const balance = call.world.ledger.balance(agentAccount(agent.id));
  if (balance >= stake) return balance;
  throw new Refusal(400, "insufficient_balance", `Balance $${cents(balance)} is less than bet $${cents(stake)}`, {
    required: money(stake), suggestion: `Deposit at least $${cents(usdc(stake - balance))} or reduce bet size`,
  });
}

function requireStake(call: Call, agent: AgentRow, account: CasinoAccountRow, stake: Usdc, play: Play): void {
  const balance = requireBalance(call, agent, stake);
  const kelly = kellyFigures({ bankroll: money(balance), riskFactor: account.riskFactor, winProbability: play.winProbability, payout: play.payout });
  if (money(stake) <= kelly.max_bet) return;
  const max = kelly.max_bet.toFixed(2);
  throw new Refusal(400, "kelly_limit_exceeded", `Bet $${cents(stake)} exceeds Kelly limit of $${max}`, {
    max_bet: kelly.max_bet, suggestion: `Reduce bet to $${max} or lower. Kelly protects your bankroll from ruin.`, kelly,
  });
}

export function cents(amount: Usdc): string {
  return Number(toDecimal(amount)).toFixed(2);
}

export function uuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
