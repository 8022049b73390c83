import { z } from "zod";
import { idField, optionalTextField, textField } from "./fields";

/** *Keep as template*: a plan as text, or the plan of a run. */
export const keepTemplateSchema = z.strictObject({
  name: textField("a name", 1, 60),
  description: optionalTextField("a description", 300),
  plan: z.string().max(4_194_304).optional(),
  runId: idField("a run").optional(),
}).refine(({ plan, runId }) => (plan === undefined) !== (runId === undefined), { message: "Give the plan or a run." });

export const removeTemplateSchema = z.strictObject({ templateId: idField("a template") });
