import type { Capability } from "../connection/capabilities";
import type { IntentKind } from "./intent";

/** Which capability of the platform a success or a recorded refusal of this kind has shown. */
export const CAPABILITY_OF: Readonly<Record<IntentKind, Capability>> = {
  "worker.register": "register", "worker.rotateKey": "rotate-key", "worker.sweep": "pay",
  "wallet.provision": "wallet.child", "wallet.fund": "wallet.fund", "wallet.unfund": "wallet.unfund",
  "wallet.update": "wallet.update", "wallet.spend": "wallet.spend",
  "escrow.lock": "escrow.create", "escrow.complete": "escrow.complete", "escrow.release": "escrow.release",
  "escrow.cancel": "escrow.cancel", "escrow.dispute": "escrow.dispute",
  "account.register": "wallet-product.register", "money.faucetClaim": "faucet.claim", "money.depositAddress": "deposit.address",
  "money.withdrawCommission": "wallet-product.referral-withdraw", "money.testPayment": "pay",
};
