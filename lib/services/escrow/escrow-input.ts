import { z } from "zod";
import { TIMEOUT_HOURS_DEFAULT, TIMEOUT_HOURS_MAX, TIMEOUT_HOURS_MIN } from "@/lib/core/escrow/rates";
import { blankToNull, idField, moneyField, optionalTextField, textField, wholeNumberField } from "@/lib/schemas/fields";

const timeoutHours = z.preprocess(
  (value) => blankToNull(value) ?? TIMEOUT_HOURS_DEFAULT,
  wholeNumberField("Timeout (hours)", TIMEOUT_HOURS_MIN, TIMEOUT_HOURS_MAX),
);

/**
 * *Lock funds*. A blank payer is the orchestrator; `payeeId` is an agent's id, its name, or a platform id, also of
 * somebody outside the fleet. `amount` is an operator's decimal text. A blank task id becomes the intent's id.
 */
export const lockEscrowInput = z.object({
  payerId: z.preprocess(blankToNull, idField("a payer").nullable()),
  payeeId: idField("a payee"),
  amount: moneyField(),
  description: textField("a description", 3, 500),
  timeoutHours,
  taskId: z.preprocess(blankToNull, idField("a task").nullable()),
});

/** *Release*, *Cancel*, *Dispute* and *Mark completed*. */
export const escrowMoveInput = z.object({
  escrowId: idField("an escrow"),
  reason: optionalTextField("a reason", 500),
});

export type LockEscrowInput = z.output<typeof lockEscrowInput>;
export type EscrowMoveInput = z.output<typeof escrowMoveInput>;
