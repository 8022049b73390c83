import { type CostGroup, type CostRow, NO_RUN } from "@/lib/core/cost/cost-view";
import { patternOfRow } from "@/lib/core/cost/patterns";
import { formatPattern, formatRole } from "@/lib/format/cost-words";

/** What a row is called, in the table and under the chart. */
export function rowName(group: CostGroup, { key, name, number }: Pick<CostRow, "key" | "name" | "number">): string {
  switch (group) {
    case "agent": return name;
    case "role": return formatRole(key);
    case "pattern": return formatPattern(patternOfRow(key));
    case "run": return number === null ? (key === NO_RUN ? "outside workflows" : name) : `#${number} ${name}`;
  }
}
