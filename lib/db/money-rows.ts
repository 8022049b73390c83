import type { Tx } from "./client";
import * as cost from "./rows/cost-rows";
import * as escrow from "./rows/escrow-rows";
import * as fleet from "./rows/fleet-rows";

/**
 * The write side of everything that follows from money moving. Only `services/command.ts` opens it;
 * a command's `stage` and `record` receive it, so no money row changes without an intent and an audit entry.
 */
export function moneyRows(tx: Tx) {
  return {
    tx,
    escrows: bind(tx, { insert: escrow.insertEscrow, move: escrow.moveEscrow, patch: escrow.patchEscrow, note: escrow.addEscrowEvent }),
    costs: bind(tx, { book: cost.bookCost, credit: cost.creditCommission, creditNew: cost.creditNewCommission }),
    agents: bind(tx, { insert: fleet.insertAgents, patch: fleet.patchAgent, openAccount: fleet.insertAccount }),
    keys: bind(tx, { store: fleet.storeKey, retire: fleet.retireKeys }),
    wallets: bind(tx, { insert: fleet.insertWallet, patch: fleet.patchWallet, addEntry: fleet.addWalletEntry }),
  };
}

export type MoneyRows = ReturnType<typeof moneyRows>;

type Bound<T> = { [K in keyof T]: T[K] extends (tx: Tx, ...rest: infer A) => infer R ? (...rest: A) => R : never };

function bind<T extends Record<string, (tx: Tx, ...rest: never[]) => unknown>>(tx: Tx, functions: T): Bound<T> {
  const entries = Object.entries(functions).map(([name, call]) => [name, (...rest: never[]) => call(tx, ...rest)]);
  return Object.fromEntries(entries) as Bound<T>;
}
