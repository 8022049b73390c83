import { z } from "zod";
import type { Tool, ToolAnswer, ToolContext, ToolServer } from "./tool";

type Args = Readonly<Record<string, unknown>>;

const key = z.string().optional().describe("A casino key; without one the key of the MCP request is used");
const amount = z.number();
const clientSeed = z.string().optional();

/** A tool that posts its arguments to one path of the casino. */
function posts(name: string, description: string, path: string, input: Tool["input"]): Tool {
  return { name, description, input: { ...input, casino_api_key: key }, run: (args, context) => call(context, "POST", path, args) };
}

function gets(name: string, description: string, path: string): Tool {
  return { name, description, input: { casino_api_key: key }, run: (args, context) => call(context, "GET", path, args) };
}

function call(context: ToolContext, method: "GET" | "POST", path: string, args: Args): Promise<ToolAnswer> {
  const { casino_api_key: given, ...body } = args;
  const used = typeof given === "string" ? given : context.key;
  return context.send({ host: "casino", method, path: `/api/v1${path}`, key: used, ...(method === "POST" ? { body } : {}) });
}

/** The names of the published stdio server, served here over HTTP. */
const tools: readonly Tool[] = [
  {
    name: "casino_register", description: "Register an agent.", input: { referral_code: z.string().optional() },
    run: (args, context) => call(context, "POST", "/auth/register", args),
  },
  gets("casino_games_list", "All games.", "/games"),
  gets("casino_balance", "The agent's balance.", "/auth/balance"),
  posts("casino_coin_flip", "Flip a coin.", "/games/coin-flip", { side: z.enum(["heads", "tails"]), amount, client_seed: clientSeed }),
  posts("casino_dice_roll", "Roll over or under.", "/games/dice", {
    direction: z.enum(["over", "under"]), threshold: z.number(), amount, client_seed: clientSeed,
  }),
  posts("casino_multiplier", "Aim for a multiplier.", "/games/multiplier", { target_multiplier: z.number(), amount, client_seed: clientSeed }),
  posts("casino_roulette", "Play roulette.", "/games/roulette", {
    bet_type: z.string(), bet_value: z.number().optional(), amount, client_seed: clientSeed,
  }),
  posts("casino_custom_bet", "Choose the chance.", "/games/custom", { win_probability: z.number(), amount, client_seed: clientSeed }),
  gets("casino_kelly_advisor", "What may be staked.", "/kelly/limits"),
  posts("casino_simulate", "Simulate many bets.", "/kelly/simulate", {
    bankroll: z.number(), game: z.string(), bet_amount: z.number(), num_bets: z.number(),
  }),
  posts("casino_deposit", "A deposit address.", "/auth/deposit-address", { chain: z.string().optional() }),
  posts("casino_withdraw", "Withdraw to an address.", "/auth/withdraw", { amount, address: z.string(), chain: z.string().optional() }),
  posts("casino_verify_bet", "Verify a bet.", "/fairness/verify", { bet_id: z.string() }),
  gets("wallet_balance", "The agent's balance.", "/auth/balance"),
  gets("wallet_history", "The last rows of the ledger.", "/auth/ledger"),
  gets("wallet_supported_chains", "Chains for deposits.", "/auth/supported-chains"),
];

export const casinoToolServer: ToolServer = { name: "agent-casino", isPublished: false, tools };
