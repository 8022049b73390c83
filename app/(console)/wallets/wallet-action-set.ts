import type { WalletActionSet } from "@/components/wallet/wallet-facts";
import { allowWithdrawalsAction, changeLimitAction, fundWalletAction, spendFromWalletAction, unfundWalletAction } from "./actions";

/** The actions of one wallet, as its row and its worker's page take them. */
export const WALLET_ACTIONS: WalletActionSet = {
  fund: fundWalletAction, unfund: unfundWalletAction, changeLimit: changeLimitAction, allowWithdrawals: allowWithdrawalsAction,
  spend: spendFromWalletAction,
};
