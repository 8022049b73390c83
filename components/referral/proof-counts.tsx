import { ProofBadge } from "@/components/status/proof-badge";

/** How many workers stand at each proof, the strongest first. */
export function ProofCounts({ counts }: { counts: readonly { readonly proof: string; readonly count: number }[] }) {
  return (
    <ul aria-label="Workers by proof" className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3.5 py-2">
      {counts.map(({ proof, count }) => (
        <li key={proof}>
          <ProofBadge proof={proof} count={count} />
        </li>
      ))}
    </ul>
  );
}
