import { EmptyState } from "@/components/ui/empty-state";
import { KeyValue } from "@/components/ui/key-value";
import type { SandboxFault } from "@/lib/core/connection/connection-view";
import { formatNoun } from "@/lib/format/counts";

/** The faults that are set, and how often each has struck. */
export function FaultList({ faults }: { faults: readonly SandboxFault[] | null }) {
  if (faults === null) return <EmptyState title="The sandbox does not answer.">Its faults cannot be read now.</EmptyState>;
  if (faults.length === 0) return <EmptyState title="No fault is set.">The sandbox answers as the platform does.</EmptyState>;
  return (
    <KeyValue
      rows={faults.map((fault) => ({
        label: fault.effect, note: `${fault.match.method ?? "every method"} ${fault.match.path ?? "every path"}`,
        value: `${formatNoun(fault.hits, "hit")}${fault.times === null ? "" : ` of ${fault.times}`}`,
      }))}
    />
  );
}
