import type { Registration } from "../../commands";
import type { OperationContext } from "../../operations";
import type { PlatformAnswer, ReferralSummary } from "../../records";
import type { Service } from "../../settings";
import { answer } from "../answer";
import { toAmount } from "../wire-fields";
import { countedReferralWire, productRegisterWire } from "./wallet-wire";

/** A new account of one service. Whatever code is sent, the reply names the new agent's own: nothing is echoed. */
export async function registerAt(
  { send }: OperationContext, service: Service, referralCode: string | null,
): Promise<PlatformAnswer<Registration>> {
  const reply = await send({
    service, method: "POST", path: "/v1/auth/register", route: "/v1/auth/register", schema: productRegisterWire,
    body: referralCode === null ? {} : { referral_code: referralCode },
  });
  const { agent_id, api_key, referral_code } = reply.body;
  return answer(reply, {
    agentId: agent_id, apiKey: api_key, walletId: null, ownReferralCode: referral_code ?? null, echoedReferralCode: null,
  });
}

/** The statistics of trading and domains: how many were referred and what came of it, not who. */
export async function readCountedReferral(
  { send }: OperationContext, service: Service,
): Promise<PlatformAnswer<ReferralSummary>> {
  const path = "/v1/referral/stats";
  const reply = await send({ service, method: "GET", path, route: path, schema: countedReferralWire });
  return answer(reply, {
    referredCount: reply.body.total_referrals, totalCommissions: toAmount(reply.body.total_earned_usd),
    commissionsLast30Days: null, pending: null, byProduct: {}, agents: [], available: null,
  });
}
