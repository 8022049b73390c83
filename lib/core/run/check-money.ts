import { settle } from "../escrow/settlement";
import { subtract, toDecimal } from "../money";
import { ESCROW_AMOUNT_MIN } from "./least-amount";
import type { AuctionNode, PipelineNode, RunPlan } from "./plan";
import { error, nodePlaces, type Place, type PlanFault, warning, type Work, workPlaces } from "./plan-fault";
import { bidFloor } from "./score";

/** Amounts that the platform would not take, weights that are no whole, and stages that lose money. */
export function findMoneyFaults(plan: RunPlan): readonly PlanFault[] {
  return [
    ...workPlaces(plan).flatMap(findAmountFaults),
    ...nodePlaces(plan).flatMap(({ node, path }) => (node.kind === "pipeline" ? findMarginFaults(node, path) : [])),
  ];
}

function findAmountFaults({ node, path }: Place<Work>): PlanFault[] {
  const [amount, field] = node.kind === "auction" ? [node.ceiling, "ceiling"] : [node.amount, "amount"];
  const tooSmall = amount < ESCROW_AMOUNT_MIN
    ? [error("BELOW_LEAST", `${path}${field}`, `The platform holds no less than ${toDecimal(ESCROW_AMOUNT_MIN)} USDC in one escrow; ${toDecimal(amount)} is less. Raise it.`)] : [];
  return node.kind === "auction" ? [...tooSmall, ...findAuctionFaults(node, path, tooSmall.length > 0)] : tooSmall;
}

function findAuctionFaults({ ceiling, weights }: AuctionNode, path: string, isTooSmall: boolean): PlanFault[] {
  const sum = weights.price + weights.completion + weights.time + weights.fee;
  const floor = bidFloor(ceiling);
  return [
    ...(sum === 100 ? [] : [error("WEIGHTS", `${path}weights`, `The weights sum to ${sum}. Change them until they sum to 100.`)]),
    ...(isTooSmall || floor >= ESCROW_AMOUNT_MIN ? [] : [warning("FLOOR_BELOW_LEAST", `${path}ceiling`,
      `Bids count from half of the ceiling, ${toDecimal(floor)} USDC, but the platform holds no less than ${toDecimal(ESCROW_AMOUNT_MIN)}. Bids below that are refused.`)]),
  ];
}

/**
 * Each stage gets its amount less the fee and pays the next stage's amount. A stage that is paid first and pays then
 * cannot pay out more than it got; one that pays first needs the money beforehand, and more of it than comes back.
 */
function findMarginFaults({ stages, settle: order }: PipelineNode, path: string): PlanFault[] {
  return stages.flatMap((stage, index): PlanFault[] => {
    const before = stages[index - 1];
    if (!before) return [];
    const { net, fee } = settle(before.amount, false);
    const loss = subtract(stage.amount, net);
    if (loss <= 0n) return [];
    const field = `${path}stages.${index}.amount`;
    const facts = `${before.label} gets ${toDecimal(net)} USDC (${toDecimal(before.amount)} less the fee of ${toDecimal(fee)}) and pays ${toDecimal(stage.amount)} for ${stage.label}: it loses ${toDecimal(loss)}.`;
    const paysFirst = stage.isIndependent || order === "from_the_end";
    return [paysFirst
      ? warning("NEGATIVE_MARGIN", field, `${facts} Its worker must hold ${toDecimal(stage.amount)} beforehand and does not get it all back.`)
      : error("NEGATIVE_MARGIN", field, `${facts} Pay ${before.label} more, or ${stage.label} less.`)];
  });
}
