import { z } from "zod";

/** Source: `GET /health` of the published services (transcript section 1, 2026-11-20): status "ok" and an uptime. */
export const healthWire = z.looseObject({ status: z.string() });
