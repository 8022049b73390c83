import { DAY_MS } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { checkAuditLog } from "./check-audit-log";
import { getAuditStatus } from "./get-audit-status";

/** Verifies the chain and seals its head when nobody has for a day. Returns false when it was not time yet. */
export async function checkAuditLogDaily(ctx: ServiceContext, headsFile: string): Promise<boolean> {
  const { head, lastCheck } = await getAuditStatus(ctx, headsFile);
  if (head.seq === 0n || (lastCheck && ctx.now() - lastCheck.at < DAY_MS)) return false;
  await checkAuditLog(ctx, headsFile);
  return true;
}
