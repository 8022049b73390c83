"use client";
import { useState } from "react";
import { unreachable } from "@/components/forms/action-failure";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { showToast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/actions/result";
import type { ChainCheck } from "@/lib/core/audit/chain";

interface VerifyButtonProps {
  verify: { run(input: Record<string, unknown>): Promise<ActionResult<Pick<ChainCheck, "sentence" | "isIntact">>> }["run"];
  /** Why a person may not, when he may not. */
  refusal: string | null;
}

/** Verifies the whole chain and says the verdict. */
export function VerifyButton({ verify, refusal }: VerifyButtonProps) {
  const [pending, setPending] = useState(false);
  async function onVerify() {
    setPending(true);
    const result = await verify({}).catch(unreachable);
    setPending(false);
    showToast(result.ok ? result.data.sentence : result.message, result.ok && result.data.isIntact ? "ok" : "bad");
  }
  return (
    <Button onClick={onVerify} disabled={pending || refusal !== null} aria-busy={pending} title={refusal ?? undefined}>
      <Glyph name="shield-check" size={14} />
      {pending ? "Verifying…" : "Verify now"}
    </Button>
  );
}
