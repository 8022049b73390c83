import { patternOfRow } from "@/lib/core/cost/patterns";
import { formatPattern, formatRole } from "@/lib/format/cost-words";
import type { CostView } from "./cost-links";
import type { ListedCostRow } from "./cost-view-rows";

/** What a row is called, in the table and under the chart. */
export function rowName(group: CostView["group"], { key, name, number }: Pick<ListedCostRow, "key" | "name" | "number">): string {
  switch (group) {
    case "agent": return name;
    case "role": return formatRole(key);
    case "pattern": return formatPattern(patternOfRow(key));
    case "run": return number === null ? (key === "none" ? "outside workflows" : name) : `#${number} ${name}`;
  }
}
