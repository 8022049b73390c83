import { z } from "zod";

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** The state of the Overview in its URL. */
export const overviewSearchSchema = z.object({
  needs: z.preprocess(first, z.enum(["unknown", "completed", "alert", "run"]).optional().catch(undefined)),
  chart: z.preprocess(first, z.enum(["fees", "commissions"]).catch("fees")),
  days: z.preprocess(first, z.enum(["7", "30"]).catch("30")),
});
