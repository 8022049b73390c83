"use client";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Menu } from "@/components/ui/menu";
import { AmountDialog } from "./amount-dialog";
import type { WalletActionSet, WalletFacts, WalletRights } from "./wallet-facts";
import { AMOUNT_VERBS, type AmountVerb } from "./wallet-verbs";
import { WithdrawalsDialog } from "./withdrawals-dialog";

interface WalletActionsProps {
  wallet: WalletFacts;
  actions: WalletActionSet;
  rights: WalletRights;
  /** `menu` in a row of the table, `buttons` on the worker's page. */
  look: "menu" | "buttons";
}

/** What can be done with one wallet. Each opens a dialog that says what will happen. */
export function WalletActions({ wallet, actions, rights, look }: WalletActionsProps) {
  const [open, setOpen] = useState<AmountVerb | "withdrawals" | null>(null);
  const verbs = (["fund", "unfund", "changeLimit", "spend"] as const).filter((verb) => isOffered(verb, wallet, rights));
  const choices = [
    ...verbs.map((verb) => ({ key: verb, label: AMOUNT_VERBS[verb].label })),
    ...(rights.allowWithdrawals ? [{ key: "withdrawals" as const, label: wallet.allowWithdrawals ? "Stop withdrawals" : "Allow withdrawals" }] : []),
  ];
  const className = look === "menu" ? "menu-item" : buttonClass(undefined, "sm");
  const buttons = choices.map(({ key, label }) => (
    <button key={key} type="button" aria-haspopup="dialog" className={className} onClick={() => setOpen(key)}>
      {label}
    </button>
  ));
  if (choices.length === 0) return null;
  return (
    <>
      {look === "menu" ? (
        <Menu label={`Actions for ${wallet.owner}`} trigger={<Ellipsis size={15} aria-hidden />}>
          {buttons}
        </Menu>
      ) : (
        <div className="flex flex-wrap gap-2">{buttons}</div>
      )}
      {open === "withdrawals" && <WithdrawalsDialog wallet={wallet} actions={actions} onClose={() => setOpen(null)} />}
      {open !== null && open !== "withdrawals" && <AmountDialog verb={open} wallet={wallet} actions={actions} onClose={() => setOpen(null)} />}
    </>
  );
}

function isOffered(verb: AmountVerb, wallet: WalletFacts, rights: WalletRights): boolean {
  if (verb === "spend") return wallet.spendable && rights.fund;
  return verb === "fund" ? rights.fund : verb === "unfund" ? rights.unfund : rights.changeLimit;
}
