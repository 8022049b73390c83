import { z } from "zod";
import { PLAN_BYTES_MAX } from "@/lib/schemas/run-plan";
import { connectionQuery, envelope } from "./fields";
import { runPriceSchema } from "./run-price";
import { defineWriteContract } from "./write-contract";

const fault = z.strictObject({
  path: z.string().describe("The field, as `legs.2.amount`; blank for the plan itself"), message: z.string(), severity: z.enum(["error", "warning"]),
});

const preview = z.strictObject({
  ...envelope, startable: z.boolean(), faults: z.array(fault), price: runPriceSchema.nullable().describe("`null` while the plan has a fault that keeps it from being priced"),
});

const started = z.strictObject({ ...envelope, id: z.string(), number: z.int() });

export const startRunContract = defineWriteContract({
  path: "/api/v1/runs", scope: "runs.start", bytesMax: PLAN_BYTES_MAX,
  summary: "Starts a run",
  description: "The body is the plan as the JSON view of *New run* shows it. `Idempotency-Key` (8 to 128 characters) is required: a repeat with the same plan answers the same run, with another plan 409. With `dryRun=1` nothing is started: the answer is the plan's faults and its price.",
  query: z.strictObject({ ...connectionQuery, dryRun: z.enum(["1", "true"]).optional().describe("Prices the plan and starts nothing") }),
  body: z.looseObject({
    name: z.string(), pattern: z.enum(["hub_spoke", "pipeline", "auction", "marketplace"]), funding: z.enum(["prefund", "lazy"]).optional(),
    input: z.unknown().describe("What every worker gets"),
  }),
  bodyName: "RunPlan", response: started, responseName: "StartedRun", dryRun: preview, dryRunName: "RunPreview",
  refusal: z.strictObject({ error: z.string(), message: z.string(), faults: z.array(fault).optional() }), refusalName: "RunRefusal",
});
