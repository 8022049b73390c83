import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { toDecimal, usdc } from "@/lib/core/money";
import type { PlanLeg } from "@/lib/core/run/flatten";
import { moneyOf, type PlanMoney } from "@/lib/core/run/plan-money";
import type { WrittenFault } from "@/lib/core/run/preview-view";
import { checkSpend } from "../command-guards";
import type { ServiceContext } from "../context";

interface RunMoneyVerdict {
  readonly faults: readonly WrittenFault[];
  readonly needsPassword: boolean;
}

/** What the policy and the balances say to a run now, as its start will ask them. Nothing is reserved. */
export async function checkRunMoney(ctx: ServiceContext, connection: CurrentConnection, legs: readonly PlanLeg[]): Promise<RunMoneyVerdict> {
  const money = moneyOf(legs);
  const refusal = await ctx.db.$transaction((tx) => checkSpend(tx, ctx, connection.id, { each: money.largest, total: money.total, at: ctx.now() }));
  const needsPassword = refusal?.code === "STEP_UP_REQUIRED";
  const refused = refusal === null || needsPassword ? [] : [error(refusal.message.replace("Nothing was sent. ", ""))];
  return { faults: [...refused, ...findShortage(connection, money)], needsPassword };
}

function findShortage({ orchestrator }: CurrentConnection, { budget, atStart }: PlanMoney): WrittenFault[] {
  if (!orchestrator) return [error("This connection has no orchestrator to pay from. Choose another connection in Settings.")];
  const { balanceMicros, name } = orchestrator;
  if (balanceMicros === null || balanceMicros >= budget) return [];
  const holds = `${name} holds ${toDecimal(usdc(balanceMicros))}`;
  if (balanceMicros < atStart) return [error(`${toDecimal(atStart)} USDC are locked at the start and ${holds}. Deposit, or fund the legs one by one.`)];
  return [{ path: "", severity: "warning", message: `The run can need ${toDecimal(budget)} USDC in all and ${holds} now. Later legs wait for money.` }];
}

function error(message: string): WrittenFault {
  return { path: "", message, severity: "error" };
}
