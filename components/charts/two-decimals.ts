/** A figure of a chart in words; the amounts behind it are exact, the chart is not. */
export function twoDecimals(value: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−");
}
