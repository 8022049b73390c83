import { AreaChart } from "@/components/charts/area-chart";
import { ChartFrame } from "@/components/charts/chart-frame";
import type { ChartSeries } from "@/components/charts/series";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyCell } from "@/components/data-table/empty-cell";
import { ProductCell } from "@/components/referral/product-cell";
import { productLook } from "@/components/referral/product-look";
import { Card, CardHead } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { toWire, usdc } from "@/lib/core/money";
import type { CommissionLedger, CommissionLine } from "@/lib/core/referral/referral-view";
import { fromIso } from "@/lib/core/time";
import { formatDay } from "@/lib/format/dates";
import { formatUsdc } from "@/lib/format/money";

interface ShownDay {
  readonly day: string;
  readonly feesMicros: bigint;
  readonly referralMicros: bigint;
}

interface FeesPanelProps {
  days: readonly ShownDay[];
  products: readonly CommissionLine[];
  total: CommissionLedger["total"];
  chart: "fees" | "commissions";
  length: 7 | 30;
}

const COLUMNS: readonly Column<CommissionLine>[] = [
  { id: "product", header: "Product", mobile: "title", cell: (row) => <ProductCell product={row.product} /> },
  { id: "rate", header: "Commission rate", mobile: "subtitle", cell: (row) => <span className="text-ink3">{productLook(row.product).rate}</span> },
  { id: "fees", header: "Fees", align: "right", cell: (row) => (row.feesMicros === null ? <EmptyCell why="no data" /> : formatUsdc(usdc(row.feesMicros))) },
  { id: "credited", header: "Credited back", align: "right", mobile: "value", cell: (row) => formatUsdc(usdc(row.creditedMicros)) },
];

/** What the platform took and what came back, by day and by product. */
export function FeesPanel({ days, products, total, chart, length }: FeesPanelProps) {
  const isFees = chart === "fees";
  const series: readonly ChartSeries[] = [isFees ? { key: "value", label: "Escrow fees", color: "s3" } : { key: "value", label: "Commission credited", color: "s1" }];
  // The last line of a chart: exact decimals become the numbers of pixels.
  const points = days.slice(-length).map((day) => ({
    label: formatDay(fromIso(`${day.day}T00:00:00Z`)).slice(4), values: { value: toWire(usdc(isFees ? day.feesMicros : day.referralMicros)) },
  }));
  const sum = days.slice(-length).reduce((all, day) => all + (isFees ? day.feesMicros : day.referralMicros), 0n);
  const summary = `${isFees ? "Fees" : "Commission"} of ${length} days, ${formatUsdc(usdc(sum))} USDC in all.`;
  const href = (to: { chart?: string; days?: number }) => `/?chart=${to.chart ?? chart}&days=${to.days ?? length}`;
  return (
    <Card label="Fees and commissions">
      <CardHead
        title="Fees and commissions"
        aside={
          <>
            <Tabs label="Series" tabs={[{ label: "Fees", href: href({ chart: "fees" }), active: isFees }, { label: "Commissions", href: href({ chart: "commissions" }), active: !isFees }]} />
            <Tabs label="Days" tabs={[{ label: "7 d", href: href({ days: 7 }), active: length === 7 }, { label: "30 d", href: href({ days: 30 }), active: length === 30 }]} />
          </>
        }
      />
      <ChartFrame summary={summary} unit="Day" series={series} points={points}>
        <AreaChart series={series} points={points} height={150} stacked={false} />
      </ChartFrame>
      <DataTable
        caption="Fees and commission by product, 30 days" density="report" columns={COLUMNS} rows={products} rowKey={(row) => row.product} empty={null}
        totals={{ product: "Total, USDC, 30 d", fees: formatUsdc(usdc(total.feesMicros)), credited: formatUsdc(usdc(total.creditedMicros)) }}
      />
    </Card>
  );
}
