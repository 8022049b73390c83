import { z } from "zod";

/** The format of a download; anything else answers as plain data. */
export const exportSearchSchema = z.object({ format: z.enum(["csv", "json"]).optional().catch(undefined) });
