import { ProofBadge } from "@/components/status/proof-badge";
import { Glyph } from "@/components/ui/glyph";
import { ShareBar } from "@/components/ui/share-bar";
import { TextLink } from "@/components/ui/text-link";
import { usdc } from "@/lib/core/money";
import type { ReferralBranch, ReferralChain, ReferralLeaf } from "@/lib/core/referral/referral-view";
import { formatCount, formatNoun } from "@/lib/format/counts";
import { formatUsdc } from "@/lib/format/money";
import { barPercent } from "@/lib/format/rates";

interface ReferralTreeProps extends Pick<ReferralChain, "workerCount" | "weakest" | "commissionMicros" | "branches"> {
  root: { readonly name: string; readonly code: string | null };
}

/** The chain from the orchestrator to its workers: native disclosure, so that it opens with the keyboard and without script. */
export function ReferralTree({ root, workerCount, weakest, commissionMicros, branches }: ReferralTreeProps) {
  return (
    <div className="text-table">
      <div aria-hidden className="grid grid-cols-[minmax(0,1fr)_120px_150px] gap-3 border-b border-line px-3.5 py-1.5 text-label text-ink3 max-md:hidden">
        <span>Agent</span>
        <span>Weakest in branch</span>
        <span className="text-right">Commission credited, USDC</span>
      </div>
      <Line depth={0} whole={commissionMicros} micros={commissionMicros} proof={workerCount > 0 ? weakest : null} strong>
        <Glyph name="crown" size={14} className="text-accent" />
        <span className="font-semibold">{root.name}</span>
        <span className="text-second text-ink3">{formatNoun(workerCount, "worker")}</span>
        {root.code && <code className="font-mono text-second text-ink3">{root.code}</code>}
      </Line>
      {branches.map((branch) => (
        <Branch key={branch.role} branch={branch} whole={commissionMicros} open={branches.length <= 4} />
      ))}
    </div>
  );
}

function Branch({ branch, whole, open }: { branch: ReferralBranch; whole: bigint; open: boolean }) {
  return (
    <details open={open} className="group border-t border-line">
      <summary className="cursor-pointer list-none">
        <Line depth={1} whole={whole} micros={branch.commissionMicros} proof={branch.weakest} strong>
          <Glyph name="chevron-right" size={13} className="text-ink3 group-open:rotate-90" />
          <span className="font-semibold">{branch.role}</span>
          <span className="text-second text-ink3">{formatNoun(branch.count, "worker")}</span>
        </Line>
      </summary>
      {branch.leaves.map((leaf) => (
        <Leaf key={leaf.agentId} leaf={leaf} whole={whole} />
      ))}
      {branch.hiddenCount > 0 && (
        <Line depth={2} whole={whole} micros={branch.hiddenMicros} proof={null}>
          <Glyph name="ellipsis" size={13} className="text-ink3" />
          <TextLink href={`/workers?role=${encodeURIComponent(branch.role)}`}>{formatCount(branch.hiddenCount)} more</TextLink>
        </Line>
      )}
    </details>
  );
}

function Leaf({ leaf, whole }: { leaf: ReferralLeaf; whole: bigint }) {
  return (
    <>
      <Line depth={leaf.level + 1} whole={whole} micros={leaf.commissionMicros} proof={leaf.proof}>
        <Glyph name="bot" size={13} className="text-ink3" />
        <TextLink href={`/workers/${leaf.agentId}`} className="text-ink!">
          {leaf.name}
        </TextLink>
        <span className="text-second text-ink3">
          level {leaf.level}
          {leaf.state !== "live" && `, ${leaf.state}`}
        </span>
      </Line>
      {leaf.children.map((child) => (
        <Leaf key={child.agentId} leaf={child} whole={whole} />
      ))}
    </>
  );
}

interface LineProps {
  depth: number;
  whole: bigint;
  micros: bigint;
  proof: string | null;
  strong?: boolean;
  children: React.ReactNode;
}

function Line({ depth, whole, micros, proof, strong = false, children }: LineProps) {
  return (
    <div className="grid min-h-[34px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-3.5 py-1 hover:bg-hover md:grid-cols-[minmax(0,1fr)_120px_150px]">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2" style={{ paddingLeft: depth * 20 }}>
        {children}
      </span>
      <span className="max-md:order-3 max-md:col-span-2 max-md:pl-5">{proof && <ProofBadge proof={proof} />}</span>
      <span className={`flex items-center justify-end gap-3 ${strong ? "font-semibold" : ""}`}>
        <ShareBar percent={barPercent(micros, whole)} className="max-md:hidden" />
        <span className="min-w-14 text-right">{formatUsdc(usdc(micros))}</span>
      </span>
    </div>
  );
}
