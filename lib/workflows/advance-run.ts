import { DBOS } from "@dbos-inc/dbos-sdk";
import type { StepResult } from "@/lib/core/run/snapshot";
import type { ServiceContext } from "@/lib/services/context";
import { carryOutSteps } from "@/lib/services/run/carry-out-steps";
import { decideTurn } from "@/lib/services/run/decide-turn";
import { handOver } from "@/lib/services/run/wake-runs";

/** A workflow lives minutes; a run that has more to do is handed to the next one. */
const TURNS_MAX = 100;
/** Rest after calls of which none could be made: the next decision names them again. */
const REST_MS = 1_000;

/**
 * Carries a run on for as long as calls are due: decide under the run's lock, carry the calls out, decide again. What runs
 * inside a step is durable by itself (rows and intents with keys), so a step that a crash repeats changes nothing twice.
 */
export function advanceRun(contextOf: (workflowId: string) => ServiceContext) {
  return async function runAdvanceRun(runId: string, turn: string): Promise<void> {
    const ctx = contextOf(DBOS.workflowID ?? runId);
    let results: StepResult[] = [];
    for (let round = 0; round < TURNS_MAX; round++) {
      const known = results;
      const commands = await DBOS.runStep(() => decideTurn(ctx, runId, Number(turn), known), { name: `decide ${round}`, ...UNTIL_WRITTEN });
      if (commands.length === 0) return;
      results = await DBOS.runStep(() => carryOutSteps(ctx, runId, commands), { name: `carry out ${round}` });
      if (results.length === 0) await DBOS.sleep(REST_MS);
    }
    const known = results;
    await DBOS.runStep(() => handOver(ctx, runId, Number(turn), known), { name: "hand over", ...UNTIL_WRITTEN });
  };
}

const UNTIL_WRITTEN = { retriesAllowed: true, maxAttempts: 5 };
