/** One escrow as somebody brought it. The lock code, where there is one, is a secret. */
export interface EscrowLine {
  readonly line: number;
  readonly upstreamId: string;
  readonly lockCode: string | null;
}

export const ESCROW_IMPORT_MAX = 200;

/** Reads ids one per line, each with its lock code after a blank or a comma where the platform gave one. */
export function readEscrowLines(text: string): { readonly rows: readonly EscrowLine[] } | { readonly problem: string } {
  const rows = text.split(/\r?\n/).flatMap((raw, index): EscrowLine[] => {
    const [upstreamId = "", lockCode = ""] = raw.trim().split(/[\s,;]+/);
    if (!/^[A-Za-z0-9._:-]{3,120}$/.test(upstreamId)) return [];
    return [{ line: index + 1, upstreamId, lockCode: lockCode === "" ? null : lockCode.slice(0, 200) }];
  });
  if (rows.length === 0) return { problem: "There is no escrow id in this text." };
  return rows.length > ESCROW_IMPORT_MAX ? { problem: `These are ${rows.length} ids. Bring at most ${ESCROW_IMPORT_MAX} at a time.` } : { rows };
}
