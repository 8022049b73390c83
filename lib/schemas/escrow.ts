import { z } from "zod";
import { TIMEOUT_HOURS_DEFAULT, TIMEOUT_HOURS_MAX, TIMEOUT_HOURS_MIN } from "@/lib/core/escrow/rates";
import {
  blankToNull, idempotencyKeyField, idField, moneyField, optionalTextField, textField, wholeNumberField,
} from "./fields";

const timeoutHours = z.preprocess(
  (value) => blankToNull(value) ?? TIMEOUT_HOURS_DEFAULT,
  wholeNumberField("Timeout (hours)", TIMEOUT_HOURS_MIN, TIMEOUT_HOURS_MAX),
);

/** *Lock funds*. A blank payer is the orchestrator; the description is public on the published services. */
export const lockEscrowSchema = z.strictObject({
  payerId: z.preprocess(blankToNull, idField("a payer").nullable()),
  payeeId: idField("a payee"),
  amount: moneyField(),
  description: textField("a description", 3, 500),
  timeoutHours,
  taskId: z.preprocess(blankToNull, idField("a task").nullable()),
  idempotencyKey: idempotencyKeyField,
}).refine(({ payerId, payeeId }) => payerId !== payeeId, {
  path: ["payeeId"], message: "Payer and payee must be two different agents.",
});

/** *Release*, *Cancel*, *Dispute* and *Mark completed*. */
export const escrowActionSchema = z.strictObject({
  escrowId: idField("an escrow"),
  reason: optionalTextField("a reason", 500),
  idempotencyKey: idempotencyKeyField,
});

export type LockEscrowInput = z.output<typeof lockEscrowSchema>;
export type EscrowActionInput = z.output<typeof escrowActionSchema>;
