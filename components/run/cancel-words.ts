import { type Usdc, usdc } from "@/lib/core/money";
import type { LegFacts } from "@/lib/core/run/leg-view";
import type { RunFacts } from "@/lib/core/run/run-view";
import { formatMoment } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";
import type { KeyValueRow } from "../ui/key-value";
import type { RunScene } from "./run-scene";

const BEYOND_RECALL = ["releasing", "paid"];

/** What a cancelled run comes to: what is back when, what the fee is, and what can no longer be called back. */
export function cancelWords(run: RunFacts, scene: RunScene): { readonly consequence: string; readonly rows: readonly KeyValueRow[] } {
  const held = run.legs.filter(({ escrow, state }) => escrow !== null && escrow.money.locked > 0n && !BEYOND_RECALL.includes(state));
  const own = held.filter(({ payerName }) => payerName === null);
  const others = held.filter(({ payerName }) => payerName !== null);
  const releasing = run.legs.filter(({ state }) => state === "releasing");
  const stop = "Workers are told to stop and nothing new is locked.";
  const rows: KeyValueRow[] = [
    { label: "Comes back to you", value: formatUsdc(backOf(own, scene), "detail"), note: scene.canCancel ? "at once" : lastDeadline(own, scene) },
    ...(others.length > 0 ? [{ label: "Comes back to its agents", value: formatUsdc(backOf(others, scene), "detail"), note: scene.canCancel ? "at once" : lastDeadline(others, scene) }] : []),
    { label: "Fee lost", value: formatUsdc(feeOf(held, scene), "detail"), ...(feeOf(held, scene) > 0n ? { tone: "bad" as const } : {}) },
    ...(releasing.length > 0 ? [{ label: "Being released, cannot be stopped", value: formatUsdc(sum(releasing.map(({ amount }) => amount)), "detail") }] : []),
    { label: "Released already, stays paid", value: formatUsdc(run.figures.parts.released, "detail") },
  ];
  if (held.length === 0) return { consequence: `${stop} Nothing is locked, so nothing has to come back. Final.`, rows };
  if (scene.canCancel) return { consequence: `${stop} Every open escrow is cancelled, without a fee. Final: a cancelled run does not go on.`, rows };
  return { consequence: `${stop} The platform has no cancel: what is locked stays locked until each escrow times out. Final: a cancelled run does not go on.`, rows };
}

function backOf(legs: readonly LegFacts[], { canCancel }: RunScene): Usdc {
  return sum(legs.map(({ escrow }) => (canCancel || escrow?.silence.kind !== "settles" ? (escrow?.amount ?? usdc(0n)) : escrow.silence.outcome.payer)));
}

function feeOf(legs: readonly LegFacts[], { canCancel }: RunScene): Usdc {
  return canCancel ? usdc(0n) : sum(legs.map(({ escrow }) => (escrow?.silence.kind === "settles" ? escrow.silence.payerCost : usdc(0n))));
}

function lastDeadline(legs: readonly LegFacts[], { platformNow }: RunScene): string {
  const last = legs.flatMap(({ escrow }) => (escrow?.silence.kind === "settles" ? [escrow.silence.at] : [])).sort((one, other) => other - one)[0];
  return last === undefined ? "" : `by ${formatMoment(last, platformNow)}`;
}

function sum(amounts: readonly Usdc[]): Usdc {
  return usdc(amounts.reduce<bigint>((all, amount) => all + amount, 0n));
}
