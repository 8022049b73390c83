"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import type { ActionResult } from "@/lib/actions/result";
import type { WorkerChoice } from "./worker-view";

type SearchWorkers = { run(input: { q: string }): Promise<ActionResult<readonly WorkerChoice[]>> }["run"];

const SEARCH_AFTER_MS = 200;

/** The fleet's workers for suggestions: the first page at once, others when somebody types a name that is not in it. */
export function useWorkerChoices(first: readonly WorkerChoice[], action: SearchWorkers) {
  const [found, setFound] = useState<readonly WorkerChoice[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const workers = useMemo(() => [...first, ...found.filter(({ id }) => first.every((worker) => worker.id !== id))], [first, found]);
  const look = useCallback(async (q: string) => {
    // A search that fails leaves the suggestions as they are; a typed name works without them.
    const answer = await action({ q }).catch(() => null);
    if (answer?.ok) setFound((held) => [...held, ...answer.data.filter(({ id }) => held.every((worker) => worker.id !== id))]);
  }, [action]);
  const search = useCallback((text: string) => {
    clearTimeout(timer.current);
    const typed = text.trim();
    if (typed.length < 2 || typed.startsWith("@") || workers.some(({ name }) => name.startsWith(typed))) return;
    timer.current = setTimeout(() => void look(typed), SEARCH_AFTER_MS);
  }, [workers, look]);
  return { workers, search };
}
