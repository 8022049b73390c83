import type { DialectAdapter } from "../../operations";
import { answer } from "../answer";
import { toAmount, toInstant } from "../wire-fields";
import { readCode, withdrawReferral } from "./money-adapter";
import { registerAt } from "./product-accounts";
import { chainWalletWire, walletReferralWire } from "./wallet-wire";

/**
 * The public wallet. `wallet/send` is not here and never will be: it wants a private key in its body. A second
 * `create` replaces the keys that the service keeps, so the first wallet's words are the only way back to it.
 */
export const walletAdapter: DialectAdapter = {
  "wallet-product.register": (context, { referralCode }) => registerAt(context, "wallet", referralCode),
  "wallet-product.create": async ({ send }) => {
    const path = "/v1/wallet/create";
    const reply = await send({ service: "wallet", method: "POST", path, route: path, body: {}, schema: chainWalletWire });
    return answer(reply, { addresses: reply.body.addresses, mnemonic: reply.body.mnemonic });
  },
  "wallet-product.referral-code": (context) => readCode(context, "wallet", "/v1/referral/code"),
  "wallet-product.referral": async ({ send }) => {
    const path = "/v1/referral/stats";
    const reply = await send({ service: "wallet", method: "GET", path, route: path, schema: walletReferralWire });
    const wire = reply.body;
    return answer(reply, {
      referredCount: wire.total_referrals, totalCommissions: toAmount(wire.total_earned_usd), commissionsLast30Days: null,
      pending: null, byProduct: {}, available: toAmount(wire.available_usd),
      agents: wire.referrals.map((row) => ({
        agentId: row.referred_agent.replace(/\.+$/, ""), isPrefix: row.referred_agent.endsWith("..."),
        earned: toAmount(row.earned_usd), since: toInstant(row.since),
      })),
    });
  },
  "wallet-product.referral-withdraw": (context, { address }) =>
    withdrawReferral(context, "wallet", "/v1/referral/withdraw", address),
};
