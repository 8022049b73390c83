import { barPercent } from "@/lib/format/rates";
import { formatCost, formatUsdc } from "@/lib/format/money";
import type { Usdc } from "@/lib/core/money";
import type { BudgetParts } from "@/lib/core/run/budget-parts";
import { cx } from "../ui/cx";

export interface BudgetPart {
  readonly key: "released" | "locked" | "returned" | "lost" | "unknown" | "unspent";
  readonly label: string;
  readonly amount: Usdc;
  readonly fill: string;
}

const FILL: Readonly<Record<BudgetPart["key"], string>> = {
  released: "bg-ok", locked: "bg-info-fill", returned: "bg-ink3", lost: "bg-bad", unknown: "bg-[repeating-linear-gradient(135deg,var(--unk)_0_3px,transparent_3px_6px)]",
  unspent: "bg-line2",
};

const LABEL: Readonly<Record<BudgetPart["key"], string>> = {
  released: "Released", locked: "Locked", returned: "Returned", lost: "Fee", unknown: "Not known", unspent: "Unspent",
};

/** The parts of a budget in the order of the bar; an unknown part only where there is one. */
export function budgetPartsOf(parts: BudgetParts): readonly BudgetPart[] {
  const keys = ["released", "locked", "returned", "lost", ...(parts.unknown > 0n ? ["unknown" as const] : []), "unspent"] as const;
  return keys.map((key) => ({ key, label: LABEL[key], amount: parts[key], fill: FILL[key] }));
}

/** One bar for the whole budget; the same in words for those who cannot see it. */
export function BudgetBar({ parts, className }: { parts: BudgetParts; className?: string }) {
  const shown = budgetPartsOf(parts).filter(({ amount, key }) => amount > 0n && key !== "unspent");
  const whole = parts.budget + parts.over;
  return (
    <span role="img" aria-label={`${shown.map(({ label, amount }) => `${label} ${formatUsdc(amount)}`).join(", ") || "Nothing moved"} of ${formatUsdc(parts.budget)}`} className={cx("flex h-1.5 gap-px overflow-hidden rounded-full bg-track", className)}>
      {shown.map(({ key, amount, fill }) => <i key={key} className={cx("block h-full", fill)} style={{ width: `max(2px, ${barPercent(amount, whole)}%)` }} />)}
    </span>
  );
}

/** The bar with the figure of each part under it; they add up to the budget, or a sentence says why not. */
export function BudgetFigures({ parts }: { parts: BudgetParts }) {
  const remark = remarkOf(parts);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <BudgetBar parts={parts} />
      <dl className="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-table">
        {budgetPartsOf(parts).map(({ key, label, amount, fill }) => (
          <div key={key} className="flex items-center gap-1.5">
            <dt className="flex items-center gap-1.5 text-ink2"><span aria-hidden className={cx("size-2 rounded-[2px]", fill)} />{label}</dt>
            <dd className="font-semibold">{key === "lost" ? formatCost(amount) : formatUsdc(amount)}</dd>
          </div>
        ))}
        <div className="ml-auto flex gap-1 text-ink3"><dt>of</dt><dd>{formatUsdc(parts.budget)}</dd></div>
      </dl>
      {remark && <p className="text-second text-ink3">{remark}</p>}
    </div>
  );
}

function remarkOf({ lockedAgain, over }: BudgetParts): string | null {
  const sentences = [
    lockedAgain > 0n && `${formatUsdc(lockedAgain, "detail")} came back and was locked again: it counts once.`,
    over > 0n && `${formatUsdc(over, "detail")} above the budget: fees of attempts that timed out.`,
  ].filter(Boolean);
  return sentences.length > 0 ? sentences.join(" ") : null;
}
