import { add, fromWire, toWire, type Usdc } from "@/lib/core/money";
import { BalanceTooLow } from "../../errors";
import type { DialectAdapter, OperationContext } from "../../operations";
import type { Service } from "../../settings";
import type { DepositChain, OwnReferralCode, Withdrawal } from "../../product-records";
import type { PlatformAnswer } from "../../records";
import { answer } from "../answer";
import { toAmount } from "../wire-fields";
import {
  addressWire, chainsWire, type ChainWire, claimWire, codeWire, escrowStatsWire, faucetStatsWire, withdrawalWire,
  type WithdrawalWire,
} from "./money-wire";

/** Flat, on top of the amount. Source: reference 1.1.1, published code read 2026-11-20. */
const WITHDRAWAL_FEE = fromWire("0.5");

/** Faucet, deposits, withdrawal, own code and escrow figures of the published services. */
export const moneyAdapter: DialectAdapter = {
  "referral.code": (context) => readCode(context, "casino", "/api/v1/auth/referral/code"),
  "faucet.claim": async ({ send }, { agentId, referralCode }) => {
    const reply = await send({
      service: "faucet", method: "POST", path: "/faucet/claim", route: "/faucet/claim", schema: claimWire,
      body: { agent_casino_id: agentId, ...(referralCode === null ? {} : { referral_code: referralCode }) },
    });
    const { agent_id, credited, claim_id } = reply.body;
    return answer(reply, { agentId: agent_id, credited: toAmount(credited), claimId: claim_id ?? null });
  },
  "faucet.stats": async ({ send }) => {
    const path = "/faucet/stats";
    const reply = await send({ service: "faucet", method: "GET", path, route: path, schema: faucetStatsWire });
    const { total_claims, total_agents, total_value_usd } = reply.body;
    return answer(reply, { claims: total_claims, agents: total_agents, total: toAmount(total_value_usd) });
  },
  "deposit.address": async ({ send }, { chain }) => {
    const path = "/api/v1/auth/deposit-address";
    const reply = await send({ service: "casino", method: "POST", path, route: path, body: { chain }, schema: addressWire });
    const { address, send_token, send_instructions, swap_fee } = reply.body;
    return answer(reply, {
      chain: reply.body.chain, address, token: send_token ?? null, instructions: send_instructions ?? null,
      swapFee: swap_fee === null || swap_fee === undefined ? null : String(swap_fee),
    });
  },
  "deposit.chains": async ({ send }) => {
    const path = "/api/v1/auth/supported-chains";
    const reply = await send({ service: "casino", method: "GET", path, route: path, schema: chainsWire });
    return answer(reply, reply.body.deposits.map(toChain));
  },
  "withdraw": async ({ send }, { amount, address, balance }) => {
    const path = "/api/v1/auth/withdraw";
    const needed = add(amount, WITHDRAWAL_FEE);
    // The published route goes on without the money; so the balance is judged here, before anything is sent.
    if (balance.available < needed) throw new BalanceTooLow("casino", path);
    const reply = await send({
      service: "casino", method: "POST", path, route: path, body: { amount: toWire(amount), address }, schema: withdrawalWire,
    });
    return answer(reply, toWithdrawal(reply.body, amount));
  },
  "escrow.stats": async ({ send }) => {
    const path = "/escrow/stats";
    const reply = await send({ service: "escrow", method: "GET", path, route: path, schema: escrowStatsWire });
    const wire = reply.body;
    return answer(reply, {
      created: wire.total_created, released: wire.total_released, disputed: wire.total_disputed,
      volume: toAmount(wire.total_volume_usd), fees: toAmount(wire.total_commission_usd),
    });
  },
};

/** The account's own code; every service words it alike. */
export async function readCode(
  { send }: OperationContext, service: Service, path: string,
): Promise<PlatformAnswer<OwnReferralCode>> {
  const reply = await send({ service, method: "GET", path, route: path, schema: codeWire });
  return answer(reply, { code: reply.body.referral_code });
}

/** Pays out all commission of a service; it is queued there (reference 1.1.5). */
export async function withdrawReferral(
  { send }: OperationContext, service: Service, path: string, address: string,
): Promise<PlatformAnswer<Withdrawal>> {
  const reply = await send({ service, method: "POST", path, route: path, body: { address }, schema: withdrawalWire });
  return answer(reply, toWithdrawal(reply.body, null));
}

const STATES: Readonly<Record<string, Withdrawal["state"]>> = {
  completed: "completed", pending_review: "in_review", reviewing: "in_review", pending: "pending",
};

function toWithdrawal(wire: WithdrawalWire, asked: Usdc | null): Withdrawal {
  return {
    reference: wire.withdrawal_id ?? null, stateWord: wire.status,
    state: Object.hasOwn(STATES, wire.status) ? STATES[wire.status] ?? "unrecognised" : "unrecognised",
    amount: toAmount(wire.amount ?? wire.amount_usd) ?? asked, fee: toAmount(wire.fee), balance: toAmount(wire.new_balance),
    transactionHash: wire.tx_hash ?? null,
  };
}

function toChain(wire: ChainWire): DepositChain {
  if (typeof wire === "string") return { chain: wire, token: null };
  return { chain: wire.chain, token: Array.isArray(wire.token) ? wire.token.join(", ") : wire.token ?? null };
}
