import type { IntentKind } from "@/lib/core/command/intent";
import type { Intent } from "@/lib/db/generated/client";
import { settleIntent } from "../command";
import type { CommandResult, CommandSpec } from "../command-spec";
import { claimFaucetCommand } from "../connection/claim-faucet";
import { depositAddressCommand } from "../connection/deposit-address";
import { registerServiceAccountCommand } from "../connection/register-service-account";
import { testPaymentCommand } from "../connection/test-payment";
import { withdrawCommissionCommand } from "../connection/withdraw-commission";
import type { ServiceContext } from "../context";
import { cancelEscrowCommand } from "../escrow/cancel";
import { completeEscrowCommand } from "../escrow/complete";
import { disputeEscrowCommand } from "../escrow/dispute";
import { lockEscrowCommand } from "../escrow/lock";
import { releaseEscrowCommand } from "../escrow/release";
import { fundWalletCommand } from "../wallet/fund";
import { provisionWalletCommand } from "../wallet/provision";
import { spendFromWalletCommand } from "../wallet/spend";
import { unfundWalletCommand } from "../wallet/unfund";
import { updateWalletCommand } from "../wallet/update";
import { registerWorkerCommand } from "../worker/register-worker";
import { rotateKeyCommand } from "../worker/rotate-key";
import { sweepWorkerCommand } from "../worker/sweep-worker";

type Settle = (ctx: ServiceContext, intent: Intent) => Promise<CommandResult<unknown>>;

function settleWith<I, P, R, O>(spec: CommandSpec<I, P, R, O>): Settle {
  return (ctx, intent) => settleIntent(ctx, spec, intent);
}

/** How each kind of intent is settled. Every kind has its command: the type leaves no gap. */
export const SETTLEMENTS: Readonly<Record<IntentKind, Settle>> = {
  "worker.register": settleWith(registerWorkerCommand),
  "worker.rotateKey": settleWith(rotateKeyCommand),
  "worker.sweep": settleWith(sweepWorkerCommand),
  "wallet.provision": settleWith(provisionWalletCommand),
  "wallet.fund": settleWith(fundWalletCommand),
  "wallet.unfund": settleWith(unfundWalletCommand),
  "wallet.update": settleWith(updateWalletCommand),
  "wallet.spend": settleWith(spendFromWalletCommand),
  "escrow.lock": settleWith(lockEscrowCommand),
  "escrow.complete": settleWith(completeEscrowCommand),
  "escrow.release": settleWith(releaseEscrowCommand),
  "escrow.cancel": settleWith(cancelEscrowCommand),
  "escrow.dispute": settleWith(disputeEscrowCommand),
  "account.register": settleWith(registerServiceAccountCommand),
  "money.faucetClaim": settleWith(claimFaucetCommand),
  "money.depositAddress": settleWith(depositAddressCommand),
  "money.withdrawCommission": settleWith(withdrawCommissionCommand),
  "money.testPayment": settleWith(testPaymentCommand),
};
