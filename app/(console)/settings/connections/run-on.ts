import { toFormInput } from "@/lib/actions/form-input";
import { runCommand } from "@/lib/services/command";
import type { CommandResult, CommandSpec } from "@/lib/services/command-spec";
import { listConnectionIds } from "@/lib/services/connection/list-connection-ids";
import type { ServiceContext } from "@/lib/services/context";
import { ServiceError } from "@/lib/services/service-error";

/** Which connection in use a form of its own page names, whatever other one the person looks at. Errors: `NOT_FOUND`. */
export async function namedConnection(ctx: ServiceContext, form: unknown): Promise<string> {
  const named = typeof form === "object" && form !== null && "connectionId" in form ? form.connectionId : null;
  if (typeof named === "string" && (await listConnectionIds(ctx)).includes(named)) return named;
  throw new ServiceError("NOT_FOUND", "This connection is not in use. Nothing was sent. Reload the page.");
}

/** Runs a command on the connection that the form names. Errors: `INVALID` without a token; the rest as `runCommand`. */
export async function runOn<I, P, R, O>(
  ctx: ServiceContext, spec: CommandSpec<I, P, R, O>, form: unknown, extra: Readonly<Record<string, unknown>> = {},
): Promise<CommandResult<O>> {
  const connectionId = await namedConnection(ctx, form);
  const { fields, token } = toFormInput(spec.input, form);
  if (!token) throw new ServiceError("INVALID", "This form is incomplete. Nothing was sent. Reload the page and try again.");
  return runCommand(ctx, spec, { ...(fields as object), ...extra }, { connectionId, idempotencyKey: token });
}
