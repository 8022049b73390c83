import type { ChainCheck, SealedEntry } from "@/lib/core/audit/chain";
import { fromDate } from "@/lib/core/time";
import type { ServiceContext } from "../context";
import { readSealedHeads, type SealedHead } from "./sealed-heads";

/** The head of the chain and what the last verification said. `lastCheck` is `null` before the first one. */
export interface AuditStatus {
  readonly head: Pick<SealedEntry, "seq" | "hash">;
  readonly lastCheck: ChainCheck | null;
  readonly newestSeal: SealedHead | null;
}

/** Reads two rows and a small file; walks nothing. */
export async function getAuditStatus(ctx: ServiceContext, headsFile: string): Promise<AuditStatus> {
  const [head, last, seals] = await Promise.all([
    ctx.db.auditHead.findUniqueOrThrow({ where: { id: 1 } }),
    ctx.db.auditEntry.findFirst({ where: { action: "audit.verify", result: "recorded" }, orderBy: { seq: "desc" } }),
    readSealedHeads(headsFile),
  ]);
  const facts = (last?.after ?? {}) as { isIntact?: boolean; checkedCount?: number; durationMs?: number };
  return {
    head: { seq: head.seq, hash: head.hash },
    lastCheck: last && {
      at: fromDate(last.at), isIntact: facts.isIntact === true, sentence: last.summary,
      checkedCount: facts.checkedCount ?? 0, durationMs: facts.durationMs ?? 0,
    },
    newestSeal: seals.at(-1) ?? null,
  };
}
