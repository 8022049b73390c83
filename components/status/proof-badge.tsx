import type { ReferralProof } from "@/lib/core/referral/proof";
import { cx } from "../ui/cx";
import { Glyph } from "../ui/glyph";
import type { Tone } from "../ui/tone";

const LOOKS: Record<ReferralProof, { tone: Tone; cells: number | null; word: string }> = {
  unverified: { tone: "warn", cells: 0, word: "unverified" },
  echoed: { tone: "mute", cells: 1, word: "echoed" },
  listed: { tone: "info", cells: 2, word: "listed" },
  listed_ambiguous: { tone: "info", cells: 2, word: "listed (ambiguous)" },
  contradicted: { tone: "bad", cells: null, word: "contradicted" },
  in_ledger: { tone: "ok", cells: 3, word: "in ledger" },
};

/** Three cells: nothing, echoed, listed, in ledger. A branch shows its weakest. */
export function ProofBadge({ proof, count }: { proof: ReferralProof; count?: number }) {
  const look = Object.hasOwn(LOOKS, proof) ? LOOKS[proof] : { tone: "unk" as const, cells: null, word: `unknown: ${proof}` };
  return (
    <span className={`tone-${look.tone} inline-flex items-center gap-1.5 text-table whitespace-nowrap text-tone`}>
      {look.cells === null ? <Crossed contradicted={proof === "contradicted"} /> : <Cells filled={look.cells} />}
      {look.word}
      {count !== undefined && <b className="text-ink">{count}</b>}
    </span>
  );
}

function Crossed({ contradicted }: { contradicted: boolean }) {
  return <Glyph name={contradicted ? "circle-x" : "circle-question-mark"} size={13} />;
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
