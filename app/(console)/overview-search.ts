import { z } from "zod";
import { firstOf } from "@/lib/schemas/search-fields";

/** The state of the Overview in its URL. */
export const overviewSearchSchema = z.object({
  needs: z.preprocess(firstOf, z.enum(["unknown", "completed", "alert", "run"]).optional().catch(undefined)),
  chart: z.preprocess(firstOf, z.enum(["fees", "commissions"]).catch("fees")),
  days: z.preprocess(firstOf, z.enum(["7", "30"]).catch("30")),
});
