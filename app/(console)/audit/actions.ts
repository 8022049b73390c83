"use server";
import { defineAction } from "@/lib/actions/define-action";
import { env } from "@/lib/env";
import { checkAuditLog } from "@/lib/services/audit/check-audit-log";
import { sealedHeadsFile } from "@/lib/services/audit/sealed-heads";

export const verifyAuditAction = defineAction({
  name: "audit.verify", permission: "audit.verify", revalidate: ["/audit"],
  run: async (_input: unknown, ctx) => {
    const { isIntact, sentence } = await checkAuditLog(ctx, sealedHeadsFile(env().DATA_DIR));
    return { isIntact, sentence };
  },
});
