import { z } from "zod";
import { WORKER_COUNT_MAX } from "@/lib/core/worker/spawn-plan";
import {
  blankToNull, idempotencyKeyField, idField, optionalMoneyField, optionalTextField, textField, wholeNumberField,
} from "./fields";

const NAME_PART = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const NAME_PART_SENTENCE = "Use lower-case letters, digits and single hyphens.";

/** A role: one of the four known ones or a free word. */
export const roleField = textField("a role", 2, 24).regex(NAME_PART, NAME_PART_SENTENCE);

/** Capabilities from a list or from one text with commas; none means the role's own. */
const capabilitiesField = z.preprocess(
  (value) => (typeof value === "string" ? value.split(/[\s,]+/).filter((word) => word !== "") : value ?? []),
  z.array(
    z.string().regex(/^[a-z0-9]+([_.-][a-z0-9]+)*$/, "Write capabilities like price_feed, separated by commas.")
      .max(40, "Keep each capability within 40 characters."),
  ).max(20, "List 20 capabilities at most."),
).transform((list) => [...new Set(list)]);

/** *Spawn workers*. Only Role and Count are required. */
export const spawnSchema = z.strictObject({
  role: roleField,
  count: wholeNumberField("Count", 1, WORKER_COUNT_MAX),
  capabilities: capabilitiesField,
  initialFunding: optionalMoneyField({ allowZero: true }),
  dailyLimit: optionalMoneyField({ allowZero: true }),
  namePrefix: z.preprocess(
    blankToNull, z.string().trim().max(24, "Keep the prefix within 24 characters.").regex(NAME_PART, NAME_PART_SENTENCE)
      .nullable(),
  ),
  ownWords: optionalTextField("your own words", 2_000),
  idempotencyKey: idempotencyKeyField,
});

/** *Retry failed*: does only what is missing. */
export const retryBatchSchema = z.strictObject({ batchId: idField("a batch"), idempotencyKey: idempotencyKeyField });

/** *Retire* and *Rotate key* name one worker. */
const workerActionSchema = z.strictObject({ workerId: idField("a worker"), idempotencyKey: idempotencyKeyField });

/** *Retire*: `whenEscrowsEnd` waits for open escrows, `cancelEscrows` cancels them first. */
export const retireSchema = workerActionSchema.extend({
  escrows: z.enum(["wait", "cancel"], "Choose what happens to its open escrows."),
});

export type SpawnInput = z.output<typeof spawnSchema>;
