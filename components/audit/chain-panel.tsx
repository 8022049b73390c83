import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { IconTile } from "@/components/ui/icon-tile";
import type { Tone } from "@/components/ui/tone";
import type { ChainCheck, SealedEntry } from "@/lib/core/audit/chain";
import type { EpochMs } from "@/lib/core/time";
import { formatCount } from "@/lib/format/counts";
import { formatWhen } from "@/lib/format/dates";

interface ChainPanelProps {
  head: Pick<SealedEntry, "seq" | "hash">;
  lastCheck: ChainCheck | null;
  sealedAt: string | null;
  now: EpochMs;
  /** The button that verifies, where the person may. */
  verify: ReactNode;
}

/** Whether the chain holds, as it was last proven, and where its head is sealed outside. */
export function ChainPanel({ head, lastCheck, sealedAt, now, verify }: ChainPanelProps) {
  const tone: Tone = lastCheck === null ? "mute" : lastCheck.isIntact ? "ok" : "bad";
  return (
    <Card tone={tone} label="Chain">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3 p-3.5">
        <div className="flex min-w-0 grow items-center gap-3">
          <IconTile icon={lastCheck && !lastCheck.isIntact ? "triangle-alert" : "link"} tone={tone} dashed={lastCheck === null} />
          <div className="min-w-0">
            <p className="text-lead font-semibold">{headline(lastCheck, head.seq)}</p>
            <p className="text-second text-ink3">{subline(lastCheck, head.seq, now)}</p>
          </div>
        </div>
        <Fact label="Head" value={<code className="font-mono" title={head.hash}>{`${head.hash.slice(0, 4)}…${head.hash.slice(-2)}`}</code>} />
        <Fact label="Sealed outside" value={sealedAt ? `${sealedAt.slice(0, 10)} ${sealedAt.slice(11, 16)} UTC` : "never"} />
        {verify}
      </div>
    </Card>
  );
}

function headline(check: ChainCheck | null, seq: bigint): string {
  if (check === null) return `Not verified yet, ${formatCount(seq)} entries`;
  return check.isIntact ? `Chain intact, ${formatCount(check.checkedCount)} entries` : check.sentence;
}

function subline(check: ChainCheck | null, seq: bigint, now: EpochMs): string {
  if (check === null) return "Verify now recomputes every hash and compares the end with the sealed heads.";
  const since = seq - BigInt(check.checkedCount);
  const took = check.durationMs < 1_000 ? `${check.durationMs} ms` : `${(check.durationMs / 1_000).toFixed(1)} s`;
  return `Full check ${formatWhen(check.at, now)}, ${took}.${since > 0n ? ` ${formatCount(since)} came since.` : ""}`;
}

function Fact({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div className="text-table">
      <p className="text-label text-ink3">{label}</p>
      <p>{value}</p>
    </div>
  );
}
