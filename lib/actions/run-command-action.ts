import { runCommand } from "@/lib/services/command";
import type { CommandResult, CommandSpec } from "@/lib/services/command-spec";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import type { ServiceContext } from "@/lib/services/context";
import { ServiceError } from "@/lib/services/service-error";
import { toFormInput } from "./form-input";

/**
 * Runs a command for a form: on the current connection, with the token that the form made as idempotency key.
 * Give `form` as it came (an action without a schema). Errors: `INVALID` without a token; the rest as `runCommand`.
 */
export async function runCommandAction<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, form: unknown,
): Promise<CommandResult<O>> {
  const { fields, token } = toFormInput(spec.input, form);
  if (!token) throw new ServiceError("INVALID", "This form is incomplete. Nothing was sent. Reload the page and try again.");
  const connection = await getCurrentConnection(ctx);
  return runCommand(ctx, spec, fields, { connectionId: connection.id, idempotencyKey: token });
}
