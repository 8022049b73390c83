import { z } from "zod";
import { blankToNull, optionalTextField } from "./fields";

const TAG = /^[a-z0-9]+([._-][a-z0-9]+)*$/;

/** Tags from one text with commas or blanks, each once, in the order they were typed. */
const tagsField = z.preprocess(
  (value) => (typeof value === "string" ? value.toLowerCase().split(/[\s,]+/).filter((word) => word !== "") : value ?? []),
  z.array(z.string().max(30, "Keep each tag within 30 characters.").regex(TAG, "Write tags like team-a, separated by commas.")).max(20, "20 tags at most."),
).transform((tags) => [...new Set(tags)]);

/** What people add to a worker or an escrow for themselves; the platform never sees it. */
export const annotationSchema = z.object({
  id: z.string().min(1).max(64), tags: tagsField, notes: z.preprocess(blankToNull, z.string().trim().max(2_000, "Keep the notes within 2,000 characters.").nullable()),
  externalReference: optionalTextField("the external reference", 120),
});

export type Annotation = Omit<z.output<typeof annotationSchema>, "id">;
