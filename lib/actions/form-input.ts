import { z } from "zod";

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
