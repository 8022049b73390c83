import type { Capability } from "@/lib/core/connection/capabilities";
import { type Failure, type Result, fail, ok } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { Agent, AgentAccount, ChildWallet } from "@/lib/db/generated/client";
import type { CommandConnection, PrepareScope } from "../command-spec";
import { isKeptHere, walletKeeper } from "./wallet-keeper";

export interface LockedWallet {
  /** Without an id of the platform where the console keeps it. */
  readonly wallet: ChildWallet;
  readonly agent: Agent;
}

/**
 * Locks a wallet, and its worker against a change of state, for one decision.
 * Errors: `UNAVAILABLE`, `NO_WALLET`, `WALLET_CLOSED`.
 */
export async function lockWallet(
  { tx, connection }: Pick<PrepareScope, "tx" | "connection">, walletId: string, capability: Capability,
): Promise<Result<LockedWallet, Failure>> {
  const missing = checkCapability(connection, capability);
  if (missing) return fail(missing);
  await tx.$queryRaw`select a.id from "Agent" a join "ChildWallet" w on w."agentId" = a.id where w.id = ${walletId} for share of a`;
  await tx.$queryRaw`select id from "ChildWallet" where id = ${walletId} for update`;
  const row = await tx.childWallet.findUnique({ where: { id: walletId }, include: { agent: true } });
  const isForeign = row !== null && isKeptHere(row) !== (walletKeeper(connection.dialects) === "console");
  if (!row || row.connectionId !== connection.id || isForeign) {
    return fail({ code: "NO_WALLET", message: "There is no such child wallet. Nothing moved. Reload the page and choose one from the list." });
  }
  if (row.closedAt) {
    return fail({ code: "WALLET_CLOSED", message: `The wallet of ${row.agent.name} is closed. Nothing moved. Provision a new one first.` });
  }
  const { agent, ...wallet } = row;
  return ok({ wallet, agent });
}

/** Locks a worker for the decision about its wallet. Errors: `NO_WORKER`. */
export async function lockWorker(
  { tx, connection }: Pick<PrepareScope, "tx" | "connection">, agentId: string,
): Promise<Result<Agent, Failure>> {
  await tx.$queryRaw`select id from "Agent" where id = ${agentId} for update`;
  const agent = await tx.agent.findUnique({ where: { id: agentId } });
  if (agent && agent.connectionId === connection.id && agent.kind === "worker") return ok(agent);
  return fail({ code: "NO_WORKER", message: "There is no such worker in this fleet. Nothing was sent. Choose one from the list." });
}

/** The account whose key signs for an agent. Errors: `NO_ACCOUNT`. */
export async function findAccount(tx: Tx, agentId: string | null, name: string): Promise<Result<AgentAccount, Failure>> {
  const account = agentId === null ? null : await tx.agentAccount.findFirst({ where: { agentId, service: "platform" } });
  if (account) return ok(account);
  return fail({ code: "NO_ACCOUNT", message: `${name} has no account on the platform yet. Nothing moved. Finish its registration first.` });
}

/** Refuses what nobody serves on this connection. Only spending needs the platform itself. */
export function checkCapability(connection: CommandConnection, capability: Capability): Failure | null {
  if ((connection.dialects[capability] ?? null) !== null) return null;
  if (capability === "wallet.spend") {
    return { code: "UNAVAILABLE", message: "The platform has no child wallets to spend from. Nothing moved. Lock an escrow with the worker as payer instead." };
  }
  if (walletKeeper(connection.dialects) === "console") return null;
  return {
    code: "UNAVAILABLE",
    message: "This connection has no child wallets. Nothing was sent. Pay the worker through an escrow instead.",
  };
}
