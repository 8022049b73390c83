import { toDecimal, type Usdc, usdc } from "@/lib/core/money";
import type { PlanLeg } from "@/lib/core/run/flatten";
import { checkSpend } from "../command-guards";
import type { CurrentConnection } from "../connection/current-connection";
import type { ServiceContext } from "../context";
import type { WrittenFault } from "./read-written-plan";

interface RunMoneyVerdict {
  readonly faults: readonly WrittenFault[];
  readonly needsPassword: boolean;
}

/** What the policy and the balances say to a run now, as its start will ask them. Nothing is reserved. */
export async function checkRunMoney(ctx: ServiceContext, connection: CurrentConnection, legs: readonly PlanLeg[]): Promise<RunMoneyVerdict> {
  const each = legs.reduce((most, { amount }) => (amount > most ? amount : most), usdc(0n));
  const refusal = await ctx.db.$transaction((tx) => checkSpend(tx, ctx, connection.id, { each, total: sumOf(legs), at: ctx.now() }));
  const needsPassword = refusal?.code === "STEP_UP_REQUIRED";
  const refused = refusal === null || needsPassword ? [] : [error(refusal.message.replace("Nothing was sent. ", ""))];
  return { faults: [...refused, ...findShortage(connection, legs)], needsPassword };
}

function findShortage({ orchestrator }: CurrentConnection, legs: readonly PlanLeg[]): WrittenFault[] {
  if (!orchestrator) return [error("This connection has no orchestrator to pay from. Choose another connection in Settings.")];
  const own = legs.filter(({ payer }) => payer.kind === "orchestrator");
  const [atStart, all] = [sumOf(own.filter(({ isPrefunded }) => isPrefunded)), sumOf(own)];
  const { balanceMicros, name } = orchestrator;
  if (balanceMicros === null || balanceMicros >= all) return [];
  const holds = `${name} holds ${toDecimal(usdc(balanceMicros))}`;
  if (balanceMicros < atStart) return [error(`${toDecimal(atStart)} USDC are locked at the start and ${holds}. Deposit, or fund the legs one by one.`)];
  return [{ path: "", severity: "warning", message: `The run can need ${toDecimal(all)} USDC in all and ${holds} now. Later legs wait for money.` }];
}

function sumOf(legs: readonly PlanLeg[]): Usdc {
  return usdc(legs.reduce((sum, { amount }) => sum + amount, 0n));
}

function error(message: string): WrittenFault {
  return { path: "", message, severity: "error" };
}
