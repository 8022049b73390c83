import type { WalletRights } from "@/components/wallet/wallet-facts";
import { can } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";

export const USE_CHOICES = [
  { value: "near_limit", label: "85 % used or more" },
  { value: "at_limit", label: "used up" },
] as const;

/** Which wallet actions a person is shown; the actions refuse by themselves. */
export function walletRightsOf(roles: readonly Role[]): WalletRights {
  return {
    fund: can(roles, "wallet.fund"), unfund: can(roles, "wallet.unfund"), changeLimit: can(roles, "wallet.changeLimit"),
    allowWithdrawals: can(roles, "wallet.allowWithdrawals"),
  };
}
