import { z } from "zod";
import { firstOf } from "@/lib/schemas/search-fields";

const text = z.preprocess(firstOf, z.string().trim().min(1).max(120).optional().catch(undefined));
const day = z.preprocess(firstOf, z.iso.date().optional().catch(undefined));
const place = z.preprocess(firstOf, z.string().regex(/^\d{1,18}$/).optional().catch(undefined));

/** The state of the audit page in its URL; a value that makes no sense is left out. */
export const auditSearchSchema = z.object({
  actor: text, action: text, result: text, subject: text, from: day, to: day, after: place, before: place,
});

export const AUDIT_RESULTS = ["requested", "recorded", "succeeded", "rejected", "unknown", "denied"] as const;
