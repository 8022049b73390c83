import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { toDecimal, type Usdc } from "@/lib/core/money";
import { flattenPlan } from "@/lib/core/run/flatten";
import type { AccountChange } from "@/lib/core/run/ledger";
import type { RunPlan } from "@/lib/core/run/plan";
import type { RunPriceView, WrittenFault } from "@/lib/core/run/preview-view";
import { type LostFees, priceRun, type RunPrice } from "@/lib/core/run/price";
import type { CapitalCurve, OwnCapital } from "@/lib/core/run/price-capital";
import { ORCHESTRATOR } from "@/lib/core/run/price-facts";
import type { FailurePoint } from "@/lib/core/run/price-failures";
import type { EpochMs } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { loadPriceFacts } from "./load-price-facts";
import type { PlanAgent } from "./resolve-agents";

interface PricedPlan {
  readonly price: RunPriceView;
  /** Workers that would have to pay more than they hold. */
  readonly faults: readonly WrittenFault[];
}

/** Prices a plan with what is known of the connection; agents stand in it by name. Money leaves as decimal USDC. */
export async function pricePlan(ctx: ServiceContext, connection: CurrentConnection, plan: RunPlan, agents: ReadonlyMap<string, PlanAgent>): Promise<PricedPlan> {
  const facts = await loadPriceFacts(ctx, connection, agents);
  const price = priceRun(plan, facts);
  const name = connection.orchestrator?.name ?? "the orchestrator";
  const view = toView(price, { name, payments: flattenPlan(plan).length, agents, now: ctx.now() });
  return { price: view, faults: view.ownCapital.filter(({ isShort }) => isShort).map(toShortage) };
}

function toShortage({ account, amount, holds }: { account: string; amount: string; holds: string | null }): WrittenFault {
  return { path: "", severity: "warning", message: `${account} must hold ${amount} USDC to pay the next stage and holds ${holds ?? "0"}. Its stage waits until it has more.` };
}

interface Known {
  readonly name: string;
  readonly payments: number;
  readonly agents: ReadonlyMap<string, PlanAgent>;
  readonly now: EpochMs;
}

function toView(price: RunPrice, known: Known): RunPriceView {
  const { budget, capital, success, margins, ownCapital, worst, failures } = price;
  const [first] = capital.planned.steps;
  return {
    orchestrator: known.name, payments: known.payments, budget: toDecimal(budget), lockedAtStart: first?.minute === 0 ? toDecimal(first.locked) : "0",
    success: {
      ...decimals({ paid: success.paid, fees: success.fees, burned: success.burned, referralBack: success.referralBack, referralOfOthers: success.referralOfOthers, netCost: success.netCost }),
      minutes: success.minutes, accounts: toAccounts(success.accounts, known),
    },
    capital: { planned: toCurve(capital.planned), prefund: toCurve(capital.prefund), lazy: toCurve(capital.lazy) },
    margins: margins.map(({ key, label, account, gets, pays, gross, net }) => ({ key, label, account, ...decimals({ gets, pays, gross, net }) })),
    ownCapital: ownCapital.filter(({ amount }) => amount > 0n).map((own) => toOwnCapital(own, known)),
    worst: { nobodyActs: toLost(worst.nobodyActs), everythingFails: toLost(worst.everythingFails) },
    failures: failures.points.map((point) => toFailure(point, known)), failuresOmitted: failures.omitted,
  };
}

function toOwnCapital({ account, amount, standIns }: OwnCapital, { agents, now }: Known) {
  const agent = agents.get(account);
  const holds = agent?.balanceMicros ?? null;
  const readAgoMs = agent?.balanceReadAt ? Math.max(0, now - agent.balanceReadAt.getTime()) : null;
  return { account, amount: toDecimal(amount), standIns, holds: holds === null ? null : toDecimal(holds as Usdc), readAgoMs, isShort: holds !== null && holds < amount };
}

function toFailure({ keys, label, runEnds, minutes, burned, accounts, effects }: FailurePoint, known: Known) {
  return {
    keys, label, runEnds, minutes, burned: toDecimal(burned), accounts: toAccounts(accounts, known),
    effects: effects.filter(({ effect }) => effect !== "unaffected"),
  };
}

function toCurve({ peak, steps }: CapitalCurve) {
  return { peak: toDecimal(peak), steps: steps.map(({ minute, label, locked, lockedByAgents }) => ({ minute, label, ...decimals({ locked, lockedByAgents }) })) };
}

function toLost({ orchestrator, agents }: LostFees) {
  return decimals({ orchestrator, agents });
}

function toAccounts(changes: readonly AccountChange[], { name }: Known) {
  return changes.map(({ account, change }) => ({ account: account === ORCHESTRATOR ? name : account, change: toDecimal(change) }));
}

function decimals<K extends string>(amounts: Readonly<Record<K, Usdc>>): Record<K, string> {
  return Object.fromEntries(Object.entries<Usdc>(amounts).map(([name, amount]) => [name, toDecimal(amount)])) as Record<K, string>;
}
