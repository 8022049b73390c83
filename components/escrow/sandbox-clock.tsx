"use client";
import { useState } from "react";
import { FormFailure } from "@/components/forms/form-failure";
import { type ActionFailure, unreachable } from "@/components/forms/action-failure";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";

interface SandboxClockProps {
  /** Seconds to just after the deadline; `null` where none lies ahead. */
  toDeadlineSeconds: number | null;
  advance: { run(input: { seconds: number }): Promise<ActionResult<{ changed: number }>> }["run"];
}

const HOUR_SECONDS = 3_600;

/** Moves the sandbox's clock forward, so that a deadline can be seen without waiting for it. */
export function SandboxClock({ toDeadlineSeconds, advance }: SandboxClockProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  async function move(seconds: number, words: string) {
    setPending(true);
    setFailure(null);
    const result = await advance({ seconds }).catch(unreachable);
    setPending(false);
    if (!result.ok) return setFailure(result);
    const { changed } = result.data;
    showToast(`The sandbox clock moved ${words}. ${changed === 0 ? "No escrow changed." : changed === 1 ? "1 escrow changed." : `${changed} escrows changed.`}`);
  }
  return (
    <section aria-label="Sandbox clock" className="flex flex-col gap-2 rounded-card border border-dashed border-line2 p-3">
      <div className="flex flex-wrap items-center gap-2">
        <Glyph name="flask-conical" size={14} className="text-ink3" />
        <h2 className="mr-auto text-table font-medium">Sandbox clock</h2>
        <Button size="sm" disabled={pending} onClick={() => move(HOUR_SECONDS, "1 h")}>+1 h</Button>
        <Button size="sm" disabled={pending} onClick={() => move(24 * HOUR_SECONDS, "24 h")}>+24 h</Button>
        {toDeadlineSeconds !== null && (
          <Button size="sm" disabled={pending} onClick={() => move(toDeadlineSeconds, "past the deadline")}>
            <Glyph name="fast-forward" size={13} />
            To the deadline
          </Button>
        )}
      </div>
      <p className="text-second text-ink3">Everything that falls due happens at once, for every escrow of this sandbox.</p>
      <FormFailure failure={failure} />
    </section>
  );
}
