import { z } from "zod";
import type { ServiceContext } from "@/lib/services/context";
import type { SignedIn } from "@/lib/services/operator/find-signed-in";
import { stepUp, withStepUp } from "@/lib/services/operator/step-up";

const withPasswordSchema = z.looseObject({ password: z.string().max(500).optional() });

/** Proves the password that a form carries before it acts, so that an amount above the threshold is one click. */
export async function withPassword<T>(
  form: unknown, ctx: ServiceContext, operator: SignedIn, act: (input: Record<string, unknown>, ctx: ServiceContext) => Promise<T>,
) {
  const { password, ...input } = withPasswordSchema.parse(form ?? {});
  if (!password) return act(input, ctx);
  const proven = await stepUp(ctx, operator, password);
  return proven.ok ? act(input, withStepUp(ctx, proven.value.steppedUpAt)) : proven;
}
