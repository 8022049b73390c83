import { CircleX } from "lucide-react";
import { cx } from "../ui/cx";
import type { Tone } from "../ui/tone";

const LOOKS: Record<string, { tone: Tone; cells: number; word: string }> = {
  unverified: { tone: "warn", cells: 0, word: "unverified" },
  echoed: { tone: "mute", cells: 1, word: "echoed" },
  listed: { tone: "info", cells: 2, word: "listed" },
  listed_ambiguous: { tone: "info", cells: 2, word: "listed (ambiguous)" },
  in_ledger: { tone: "ok", cells: 3, word: "in ledger" },
};

/** Three cells: nothing, echoed, listed, in ledger. A branch shows its weakest. */
export function ProofBadge({ proof, count }: { proof: string; count?: number }) {
  const key = proof.replaceAll(/[ -]/g, "_");
  const look = LOOKS[key];
  const tone = look?.tone ?? (key === "contradicted" ? "bad" : "unk");
  return (
    <span className={`tone-${tone} inline-flex items-center gap-1.5 text-table whitespace-nowrap text-tone`}>
      {look ? <Cells filled={look.cells} /> : key === "contradicted" ? <CircleX size={13} aria-hidden /> : null}
      {look?.word ?? (key === "contradicted" ? "contradicted" : `unknown: ${proof}`)}
      {count !== undefined && <b className="text-ink">{count}</b>}
    </span>
  );
}

function Cells({ filled }: { filled: number }) {
  return (
    <span aria-hidden className="inline-flex gap-px">
      {[1, 2, 3].map((cell) => (
        <span key={cell} className={cx("h-2.5 w-1.5 rounded-[1.5px] border", cell <= filled ? "border-tone bg-tone" : "border-edge")} />
      ))}
    </span>
  );
}
