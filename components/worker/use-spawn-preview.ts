"use client";
import { useCallback, useRef, useState } from "react";
import type { ActionResult } from "@/lib/actions/result";
import type { SpawnPreview } from "@/lib/core/worker/batch-view";

export type PreviewAction = { run(input: Record<string, unknown>): Promise<ActionResult<SpawnPreview>> }["run"];

interface SpawnPreviewState {
  preview: SpawnPreview | null;
  /** Why the form as it stands has no preview; the last good one stays beside it. */
  problem: string | null;
  update: (fields: Record<string, unknown>) => void;
}

const WAIT_MS = 200;

/** The preview of a form while it is typed: asked for when the typing pauses, the newest answer wins. */
export function useSpawnPreview(action: PreviewAction, initial: SpawnPreview | null): SpawnPreviewState {
  const [preview, setPreview] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const newest = useRef(0);
  const ask = useCallback(async (fields: Record<string, unknown>, turn: number) => {
    const result = await action(fields).catch(() => null);
    if (turn !== newest.current || result === null) return;
    setProblem(result.ok ? null : result.message);
    if (result.ok) setPreview(result.data);
  }, [action]);
  const update = useCallback((fields: Record<string, unknown>) => {
    clearTimeout(timer.current);
    const turn = ++newest.current;
    timer.current = setTimeout(() => void ask(fields, turn), WAIT_MS);
  }, [ask]);
  return { preview, problem, update };
}
