import { createHash } from "node:crypto";
import { canonicalEntry, GENESIS_HASH } from "@/lib/core/audit/chain";
import { toEpochMs } from "@/lib/core/time";
import type { Database } from "@/lib/db/client";
import type { AuditEntry } from "@/lib/db/generated/client";
import type { SealedHead } from "./sealed-heads";

/**
 * What is wrong at one number of the chain. `altered`: the entry does not give its hash. `missing`: the number is not
 * there. `reordered`: the entry does not follow the one before it. `cut`: the head or a sealed head lies behind the
 * last entry. `rewritten`: the entry is whole but is not the one that was sealed outside.
 */
export interface ChainFault {
  readonly kind: "altered" | "missing" | "reordered" | "cut" | "rewritten";
  readonly seq: bigint;
}

export interface ChainVerdict {
  readonly isIntact: boolean;
  readonly checkedCount: number;
  readonly head: { readonly seq: bigint; readonly hash: string };
  readonly counts: Readonly<Record<ChainFault["kind"], number>>;
  /** The first twenty faults. */
  readonly faults: readonly ChainFault[];
  readonly newestSeal: SealedHead | null;
}

const BATCH_MAX = 2_000;
const FAULTS_SHOWN_MAX = 20;

/**
 * Walks the whole chain in batches: recomputes each hash, follows each link, and compares the end with the head row
 * and every sealed head with its entry. Entries that arrive meanwhile are left for the next time.
 */
export async function verifyChain(db: Database, seals: readonly SealedHead[]): Promise<ChainVerdict> {
  const headRow = await db.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  const walk = new ChainWalk(seals);
  for (;;) {
    const rows = await db.auditEntry.findMany({
      where: { seq: { gt: walk.last.seq, lte: headRow.seq } }, orderBy: { seq: "asc" }, take: BATCH_MAX,
    });
    for (const row of rows) walk.step(row);
    if (rows.length < BATCH_MAX) break;
  }
  walk.end(headRow);
  return {
    isIntact: walk.faultCount === 0, checkedCount: walk.checkedCount, head: { seq: headRow.seq, hash: headRow.hash },
    counts: walk.counts, faults: walk.faults, newestSeal: seals.at(-1) ?? null,
  };
}

/** The hash that an entry must carry. */
export function hashOfEntry(row: AuditEntry): string {
  const { hash: _hash, ...entry } = row;
  return createHash("sha256").update(canonicalEntry({ ...entry, at: toEpochMs(row.at.getTime()) })).digest("hex");
}

class ChainWalk {
  last = { seq: 0n, hash: GENESIS_HASH };
  checkedCount = 0;
  faultCount = 0;
  readonly counts: Record<ChainFault["kind"], number> = { altered: 0, missing: 0, reordered: 0, cut: 0, rewritten: 0 };
  readonly faults: ChainFault[] = [];
  private readonly sealed: Map<bigint, string>;

  constructor(seals: readonly SealedHead[]) {
    this.sealed = new Map(seals.map((seal) => [seal.seq, seal.hash]));
  }

  step(row: AuditEntry): void {
    const isNext = row.seq === this.last.seq + 1n;
    if (!isNext) this.note("missing", this.last.seq + 1n, Number(row.seq - this.last.seq) - 1);
    else if (row.previousHash !== this.last.hash) this.note("reordered", row.seq);
    if (hashOfEntry(row) !== row.hash) this.note("altered", row.seq);
    const seal = this.sealed.get(row.seq);
    if (seal !== undefined && seal !== row.hash) this.note("rewritten", row.seq);
    this.checkedCount += 1;
    this.last = { seq: row.seq, hash: row.hash };
  }

  end(head: { seq: bigint; hash: string }): void {
    const lost = Number(head.seq - this.last.seq);
    if (lost > 0) this.note("cut", this.last.seq + 1n, lost);
    else if (head.hash !== this.last.hash) this.note("rewritten", head.seq);
    const newest = [...this.sealed.keys()].reduce((most, seq) => (seq > most ? seq : most), 0n);
    if (newest > head.seq) this.note("cut", head.seq + 1n, Number(newest - head.seq));
  }

  private note(kind: ChainFault["kind"], seq: bigint, count = 1): void {
    this.counts[kind] += count;
    this.faultCount += count;
    if (this.faults.length < FAULTS_SHOWN_MAX) this.faults.push({ kind, seq });
  }
}
