"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ActionResult } from "@/lib/actions/result";
import type { Json } from "@/lib/core/order/json-value";
import type { RunPreviewView } from "@/lib/core/run/preview-view";

export type PreviewRunAction = { run(input: { plan: string }): Promise<ActionResult<RunPreviewView>> }["run"];

interface RunPreviewState {
  readonly preview: RunPreviewView;
  /** True while the plan on the screen was not looked at yet. */
  readonly isStale: boolean;
  /** Why there is no answer. */
  readonly problem: string | null;
}

const WAIT_MS = 350;

/**
 * The dry run of a plan while it is written: asked for when the typing pauses, the newest answer wins. `facts` changes
 * when balances, workers or limits did: then the same plan is looked at again.
 */
export function useRunPreview(action: PreviewRunAction, initial: RunPreviewView, draft: Json, facts: string): RunPreviewState {
  const [state, setState] = useState<{ preview: RunPreviewView; of: string; problem: string | null }>(() => ({ preview: initial, of: JSON.stringify(draft), problem: null }));
  const newest = useRef(0);
  const plan = JSON.stringify(draft);
  const wanted = `${facts}${plan}`;
  const ask = useCallback(async (turn: number, text: string) => {
    const result = await action({ plan: text }).catch(() => null);
    if (turn !== newest.current) return;
    setState(({ preview }) => {
      if (result === null) return { preview, of: "", problem: "The console did not answer. Change something to ask again." };
      return result.ok ? { preview: result.data, of: text, problem: null } : { preview, of: "", problem: result.message };
    });
  }, [action]);
  const asked = useRef(wanted);
  useEffect(() => {
    if (asked.current === wanted) return;
    const timer = setTimeout(() => {
      // Not before: a page that refreshes itself meanwhile takes the timer away and sets it again.
      asked.current = wanted;
      void ask(++newest.current, plan);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [wanted, plan, ask]);
  // New balances alone do not take the start away: the start asks again itself.
  return { preview: state.preview, isStale: state.of !== plan, problem: state.problem };
}
