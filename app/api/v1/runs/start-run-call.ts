import { refuse } from "@/lib/actions/api-refusal";
import type { ApiWriteCall } from "@/lib/actions/api-write-route";
import { previewRun } from "@/lib/services/run/preview-run";
import { startRun } from "@/lib/services/run/start-run";
import { envelopeOf } from "../answer-parts";

/** What a refusal of the start is over HTTP; everything else that keeps a plan from starting is 422. */
const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, ABOVE_THRESHOLD: 403, STEP_UP_REQUIRED: 403, NOT_FOUND: 404, CONFLICT: 409, IN_FLIGHT: 409, FROZEN: 409 };

type Call = ApiWriteCall<{ readonly dryRun?: string | undefined }>;

/** Starts a run from the plan in the body, or prices it with `dryRun`. */
export async function startRunCall({ ctx, connection, query, body, idempotencyKey }: Call): Promise<Response> {
  if (query.dryRun !== undefined) {
    const { faults, price } = await previewRun(ctx, connection.id, body);
    return answer({ ...envelopeOf(connection), startable: faults.every(({ severity }) => severity !== "error"), faults, price }, 200);
  }
  if (idempotencyKey === null) return refuse("INVALID", "Send an Idempotency-Key of 8 to 128 characters, a new one for each run that you want.");
  const started = await startRun(ctx, connection.id, { plan: body, idempotencyKey });
  if (started.ok) return answer({ ...envelopeOf(connection), id: started.value.runId, number: started.value.number }, 201);
  const { code, message, faults } = started.failure;
  return answer({ error: code, message, ...(faults ? { faults: faults.map(({ path, message: words }) => ({ path, message: words, severity: "error" })) } : {}) }, STATUS[code] ?? 422);
}

function answer(body: unknown, status: number): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
