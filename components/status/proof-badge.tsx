import type { ReferralProof } from "@/lib/core/referral/proof";
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
export function ProofBadge({ proof, count }: { proof: string; count?: number }) {
  const look = isListed(proof) ? LOOKS[proof] : { tone: "unk" as const, cells: null, word: `unknown: ${proof}` };
  return (
    <span className={`proof tone-${look.tone}`}>
      {look.cells === null ? (
        <Glyph name={proof === "contradicted" ? "circle-x" : "circle-question-mark"} size={13} />
      ) : (
        <svg width={21} height={11} aria-hidden className="glyph">
          <use href={`/icons.svg#proof-${look.cells}`} />
        </svg>
      )}
      {look.word}
      {count !== undefined && <b className="text-ink">{count}</b>}
    </span>
  );
}

function isListed(proof: string): proof is ReferralProof {
  return Object.hasOwn(LOOKS, proof);
}
