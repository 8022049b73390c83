"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ActionResult } from "@/lib/actions/result";
import { isSettled, unreachable } from "@/components/forms/action-failure";
import { useIdempotencyToken } from "@/components/forms/use-idempotency-token";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { showToast } from "@/components/ui/toast";
import { queryKeys } from "@/lib/queries/keys";

export type RetryAction = { run(input: Record<string, unknown>): Promise<ActionResult<{ retried: number }>> }["run"];

/** Sends the stopped workers on from where each of them is; what is done is not done again. */
export function RetryFailed({ batchId, action }: { batchId: string; action: RetryAction }) {
  const [pending, setPending] = useState(false);
  const { token, renew } = useIdempotencyToken();
  const queries = useQueryClient();
  async function onRetry() {
    setPending(true);
    const result = await action({ batchId, idempotencyKey: token }).catch(unreachable);
    setPending(false);
    if (result.ok || isSettled(result)) renew();
    showToast(result.ok ? `${result.data.retried} sent on.` : result.message, result.ok ? "ok" : "bad");
    await queries.invalidateQueries({ queryKey: queryKeys.batches.one(batchId) });
  }
  return (
    <Button size="sm" disabled={pending} aria-busy={pending} onClick={onRetry}>
      <Glyph name="rotate-cw" size={13} />
      Retry failed
    </Button>
  );
}
