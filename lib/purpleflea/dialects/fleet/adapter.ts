import type { z } from "zod";
import { toWire, type Usdc } from "@/lib/core/money";
import type { MoneyMoved, WalletMoneyInput } from "../../commands";
import { PlatformRefused } from "../../errors";
import type { DialectAdapter, OperationContext, WireReply, WireRequest } from "../../operations";
import type { PlatformAnswer } from "../../records";
import { answer } from "../answer";
import { toState } from "../state-words";
import { toAmount } from "../wire-fields";
import { toAgent, toEscrow, toSummary, toWallet } from "./map";
import {
  agentWire, escrowListWire, escrowWire, movedWire, newEscrowWire, newWalletWire, registrationWire, releasedWire, rotatedWire, summaryWire,
  walletListWire, walletWire,
} from "./wire";

/**
 * Seeds 000 and 001, as the sandbox serves them. The agent's id is the name that the caller chose; `task_id` makes an
 * escrow and a funding repeatable: the same key and body give the first answer again, lock code included.
 */
export const fleetAdapter: DialectAdapter = {
  "register": async ({ send }, input) => {
    const reply = await send({
      service: "agents", method: "POST", path: "/api/agents/register", route: "/api/agents/register",
      schema: registrationWire,
      body: {
        agent_id: input.name, agent_type: input.agentType, capabilities: input.capabilities,
        ...(input.referralCode === null ? {} : { referral_code: input.referralCode }),
        ...(input.parentAgentId === null ? {} : { parent_agent_id: input.parentAgentId }),
      },
    });
    const { agent_id, api_key, wallet_id, referral_code, own_referral_code } = reply.body;
    // Without a link the reply's `referral_code` is the agent's own, which echoes nothing.
    const echoed = referral_code && referral_code !== own_referral_code ? referral_code : null;
    return answer(reply, {
      agentId: agent_id, apiKey: api_key, walletId: wallet_id ?? null, ownReferralCode: own_referral_code ?? null,
      echoedReferralCode: echoed,
    });
  },
  "rotate-key": async ({ send }, { agentId }) => {
    const reply = await send({
      service: "agents", method: "POST", path: `/api/agents/${encodeURIComponent(agentId)}/rotate-key`,
      route: "/api/agents/:id/rotate-key", body: {}, schema: rotatedWire,
    });
    return answer(reply, { agentId: reply.body.agent_id ?? agentId, apiKey: reply.body.api_key });
  },
  "agent.find": async ({ send }, { agentId }) => {
    const path = `/api/agents/${encodeURIComponent(agentId)}`;
    const reply = await findOne(send, {
      service: "agents", method: "GET", path, route: "/api/agents/:id", schema: agentWire,
    });
    return reply === null ? absent() : answer(reply, toAgent(reply.body));
  },
  "referral.summary": async ({ send }) => {
    const path = "/api/referrals/summary";
    const reply = await send({ service: "agents", method: "GET", path, route: path, schema: summaryWire });
    return answer(reply, toSummary(reply.body));
  },
  "wallet.child": async ({ send }, input) => {
    const reply = await send({
      service: "wallet", method: "POST", path: "/api/wallets/child", route: "/api/wallets/child", schema: newWalletWire,
      body: {
        label: input.label, daily_limit_usdc: toLimit(input.dailyLimit), auto_reset: input.autoReset,
        allow_withdrawals: input.allowWithdrawals, ...(input.agentId === null ? {} : { agent_id: input.agentId }),
      },
    });
    return answer(reply, toWallet(reply.body, input));
  },
  "wallet.fund": (context, input) => moveMoney(context, input, "fund"),
  "wallet.unfund": (context, input) => moveMoney(context, input, "unfund"),
  "wallet.get": async ({ send }, { walletId }) => {
    const reply = await send({
      service: "wallet", method: "GET", path: walletPath(walletId), route: "/api/wallets/:id", schema: walletWire,
    });
    return answer(reply, toWallet(reply.body));
  },
  "wallet.find": async ({ send }, { label }) => {
    const reply = await send({
      service: "wallet", method: "GET", path: "/api/wallets", route: "/api/wallets", query: { label },
      schema: walletListWire,
    });
    const found = reply.body.wallets.find((wallet) => wallet.label === label);
    return answer(reply, found === undefined ? null : toWallet(found));
  },
  "wallet.update": async ({ send }, { walletId, dailyLimit, autoReset, allowWithdrawals }) => {
    const reply = await send({
      service: "wallet", method: "PATCH", path: walletPath(walletId), route: "/api/wallets/:id", schema: walletWire,
      body: {
        ...(dailyLimit === undefined ? {} : { daily_limit_usdc: toLimit(dailyLimit) }),
        ...(autoReset === undefined ? {} : { auto_reset: autoReset }),
        ...(allowWithdrawals === undefined ? {} : { allow_withdrawals: allowWithdrawals }),
      },
    });
    return answer(reply, toWallet(reply.body));
  },
  "wallet.spend": (context, input) => moveMoney(context, input, "spend", {
    memo: input.purpose, ...(input.toAgentId === null ? {} : { to_agent_id: input.toAgentId }),
  }),
  "escrow.create": async ({ send, idempotencyKey }, input) => {
    const taskId = input.taskId ?? idempotencyKey;
    const reply = await send({
      service: "escrow", method: "POST", path: "/api/escrows", route: "/api/escrows", schema: newEscrowWire,
      body: {
        amount_usdc: toWire(input.amount), beneficiary_wallet: input.payeeId, description: input.description,
        timeout_hours: input.timeoutHours, task_id: taskId,
      },
    });
    const escrow = toEscrow(reply.body, { ...input, taskId });
    return answer(reply, { escrow, lockCode: reply.body.lock_code ?? null, isReplay: reply.status === 200 });
  },
  "escrow.get": async ({ send }, { escrowId }) => {
    const path = `/api/escrows/${encodeURIComponent(escrowId)}`;
    const reply = await send({ service: "escrow", method: "GET", path, route: "/api/escrows/:id", schema: escrowWire });
    return answer(reply, toEscrow(reply.body));
  },
  "escrow.find": async ({ send }, { taskId }) => {
    const reply = await send({
      service: "escrow", method: "GET", path: "/api/escrows", route: "/api/escrows", query: { task_id: taskId },
      schema: escrowListWire,
    });
    const [found] = reply.body.escrows;
    return answer(reply, found === undefined ? null : toEscrow(found));
  },
  "escrow.release": async ({ send }, { escrowId, lockCode }) => {
    const reply = await send({
      service: "escrow", method: "POST", path: `/api/escrows/${encodeURIComponent(escrowId)}/release`,
      route: "/api/escrows/:id/release", body: { lock_code: lockCode ?? "" }, schema: releasedWire,
    });
    const { state, status, amount_released, commission, referral_commission } = reply.body;
    const stateWord = state ?? status ?? "released";
    return answer(reply, {
      upstreamId: escrowId, stateWord, state: toState({ word: stateWord, wasFunded: true }).state,
      released: toAmount(amount_released), refunded: null, fee: toAmount(commission),
      referral: toAmount(referral_commission),
    });
  },
};

async function moveMoney(
  { send, idempotencyKey }: OperationContext, { walletId, amount }: WalletMoneyInput,
  verb: "fund" | "unfund" | "spend", extra: Record<string, string> = {},
): Promise<PlatformAnswer<MoneyMoved>> {
  const reply = await send({
    service: "wallet", method: "POST", path: `${walletPath(walletId)}/${verb}`, route: `/api/wallets/:id/${verb}`,
    body: { amount_usdc: toWire(amount), task_id: idempotencyKey, ...extra }, schema: movedWire,
  });
  const { tx_id, amount_usdc, balance_usdc } = reply.body;
  return answer(reply, { reference: tx_id ?? null, amount: toAmount(amount_usdc) ?? amount, balance: toAmount(balance_usdc) });
}

async function findOne<S extends z.ZodType>(
  send: OperationContext["send"], request: WireRequest<S>,
): Promise<WireReply<z.infer<S>> | null> {
  try {
    return await send(request);
  } catch (error) {
    if (error instanceof PlatformRefused && error.status === 404) return null;
    throw error;
  }
}

/** `null` on the wire: the wallet has no limit. */
function toLimit(limit: Usdc | null): number | null {
  return limit === null ? null : toWire(limit);
}

function absent(): PlatformAnswer<null> {
  return { value: null, platformAt: null, raw: null };
}

function walletPath(walletId: string): string {
  return `/api/wallets/${encodeURIComponent(walletId)}`;
}
