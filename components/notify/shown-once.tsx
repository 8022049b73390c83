"use client";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** A secret that was just made: to be copied now, because nothing can show it again. */
export function ShownOnce({ what, value, onDone }: { what: string; value: string; onDone: () => void }) {
  return (
    <div role="status" className="tone-warn flex flex-col gap-2 rounded-control border border-tone px-3 py-2.5">
      <p className="text-body">{what}. Copy it now: it is not kept in a readable form and cannot be shown again.</p>
      <div className="flex items-center gap-2">
        <code className="min-w-0 font-mono text-second break-all">{value}</code>
        <CopyButton value={value} label={`Copy ${what.toLowerCase()}`} />
      </div>
      <div className="flex">
        <Button size="sm" onClick={onDone}>I have copied it</Button>
      </div>
    </div>
  );
}
