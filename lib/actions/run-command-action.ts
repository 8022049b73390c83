import { z } from "zod";
import { runCommand } from "@/lib/services/command";
import type { CommandResult, CommandSpec } from "@/lib/services/command-spec";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import type { ServiceContext } from "@/lib/services/context";
import { ServiceError } from "@/lib/services/service-error";

const envelope = z.looseObject({ idempotencyToken: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/) });

/**
 * Runs a command for a form: on the current connection, with the token that the form made as idempotency key.
 * Errors: `INVALID` without a token; the rest as `runCommand`.
 */
export async function runCommandAction<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, form: unknown,
): Promise<CommandResult<O>> {
  const parsed = envelope.safeParse(form);
  if (!parsed.success) throw new ServiceError("INVALID", "This form is incomplete. Nothing was sent. Reload the page and try again.");
  const { idempotencyToken, ...input } = parsed.data;
  const connection = await getCurrentConnection(ctx);
  return runCommand(ctx, spec, input, { connectionId: connection.id, idempotencyKey: idempotencyToken });
}
