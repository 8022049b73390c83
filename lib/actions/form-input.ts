import { z } from "zod";
import { isId } from "@/lib/core/ids";
import type { ServiceContext } from "@/lib/services/context";

const TOKEN = /^[A-Za-z0-9._:-]{16,128}$/;

export interface FormInput {
  readonly fields: unknown;
  /** The form's idempotency token, when it sent a usable one. */
  readonly token: string | null;
}

/** Takes the token off a form's fields and gives it to schemas that ask for it, so that strict schemas accept both. */
export function toFormInput(schema: z.ZodType | undefined, raw: unknown): FormInput {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return { fields: raw, token: null };
  const { idempotencyKey, ...fields } = raw as Record<string, unknown>;
  const token = typeof idempotencyKey === "string" && TOKEN.test(idempotencyKey) ? idempotencyKey : null;
  const isAsked = schema instanceof z.ZodObject && "idempotencyKey" in schema.shape;
  return { fields: isAsked && token ? { ...fields, idempotencyKey: token } : fields, token };
}

/**
 * A form's token begins with the connection that its page showed. The form acts there and nowhere else, although the
 * person may have switched to another connection in another tab meanwhile.
 */
export function bindConnection(ctx: ServiceContext, raw: unknown): ServiceContext {
  const token = typeof raw === "object" && raw !== null && "idempotencyKey" in raw ? raw.idempotencyKey : null;
  const connectionId = typeof token === "string" ? token.split(".")[0] ?? "" : "";
  return isId("connection", connectionId) ? { ...ctx, connectionId, isConnectionBound: true } : ctx;
}
