import { revalidatePath } from "next/cache";
import { createSafeActionClient, returnServerError } from "next-safe-action";
import { z } from "zod";
import type { ServiceContext } from "@/lib/services/context";
import type { SignedIn } from "@/lib/services/operator/find-signed-in";
import { type ActionAccess, openActionScope } from "./action-scope";
import { bindConnection, toFormInput } from "./form-input";
import { type ActionFailure, toFailure, toFieldFailure } from "./failures";
import type { ActionResult } from "./result";
import { type DataOf, settleAction } from "./settle-action";

interface ActionDefinition<I, R> {
  /** The word in the audit log, as `people.create`. */
  readonly name: string;
  readonly permission: ActionAccess;
  /** Left out where a command parses the input itself; `run` then gets it as it came. */
  readonly schema?: z.ZodType<I, unknown>;
  readonly run: (input: I, ctx: ServiceContext, operator: SignedIn) => Promise<R>;
  /** Pages whose data this changes. */
  readonly revalidate?: readonly string[];
}

const client = createSafeActionClient({
  defineMetadataSchema: () => z.object({ name: z.string() }),
  handleServerError: (error): never => {
    throw error;
  },
});

/**
 * A server action: asks for the session and the permission itself, parses, runs one service and answers with a sentence
 * for every failure. An unexpected error shows its reference alone.
 */
export function defineAction<I, R>(definition: ActionDefinition<I, R>): (input?: unknown) => Promise<ActionResult<DataOf<R>>> {
  const { name, permission, run, revalidate = [] } = definition;
  const action = client
    .metadata({ name })
    .use(async ({ next }) => {
      const scope = await openActionScope(name, permission);
      if (!scope.allowed) return returnServerError(scope.failure as never);
      return next({ ctx: { scope } });
    })
    .inputSchema(z.unknown())
    .action(async ({ parsedInput, ctx: { scope } }): Promise<ActionResult<DataOf<R>>> => {
      const parsed = definition.schema ? definition.schema.safeParse(toFormInput(definition.schema, parsedInput).fields) : { success: true as const, data: parsedInput as I };
      if (!parsed.success) return toFieldFailure(parsed.error);
      const answer = await settle(() => run(parsed.data, bindConnection(scope.ctx, parsedInput), scope.operator as SignedIn), scope.ctx, name);
      // A lost reply or a refusal by the platform changes rows too.
      for (const path of revalidate) revalidatePath(path);
      return answer;
    });
  return async (input) => {
    const { data, serverError } = await action(input);
    return data ?? (serverError as unknown as ActionFailure);
  };
}

async function settle<R>(run: () => Promise<R>, ctx: ServiceContext, name: string): Promise<ActionResult<DataOf<R>>> {
  try {
    return settleAction(await run());
  } catch (error) {
    if (isNavigation(error)) throw error;
    return toFailure(error, ctx, name);
  }
}

/** `redirect` and `notFound` travel as errors that only Next may catch. */
function isNavigation(error: unknown): boolean {
  return error instanceof Error && "digest" in error && typeof error.digest === "string" && error.digest.startsWith("NEXT_");
}
