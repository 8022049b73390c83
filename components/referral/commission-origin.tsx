import { SplitBar } from "@/components/charts/split-bar";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { usdc } from "@/lib/core/money";
import type { CommissionLedger } from "@/lib/core/referral/referral-view";
import { formatUsdc } from "@/lib/format/money";
import { barPercent } from "@/lib/format/rates";

/** Whose fees the commission is a part of: a rebate of one's own is no profit. */
export function CommissionOrigin({ ownMicros, outsideMicros }: Pick<CommissionLedger, "ownMicros" | "outsideMicros">) {
  const whole = ownMicros + outsideMicros;
  return (
    <Card label="Where it comes from">
      <CardHead title="Where it comes from" aside={<strong className="text-ink">{formatUsdc(usdc(whole), "detail")}</strong>} compact />
      <CardBody className="flex flex-col gap-2">
        <SplitBar
          label="Origin of commission"
          parts={[
            { key: "own", label: "Own workers", color: "s1", percent: barPercent(ownMicros, whole), value: formatUsdc(usdc(ownMicros), "detail") },
            { key: "outside", label: "Outside agents", color: "ok", percent: barPercent(outsideMicros, whole), value: formatUsdc(usdc(outsideMicros), "detail") },
          ]}
        />
        <p className="text-second text-ink3">Commission from own workers is a rebate of your own fees, not profit.</p>
      </CardBody>
    </Card>
  );
}
