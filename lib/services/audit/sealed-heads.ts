import { appendFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";

/** A head of the chain that was verified once and written down outside the database. */
export interface SealedHead {
  readonly seq: bigint;
  readonly hash: string;
  readonly at: string;
}

/** The file of sealed heads in the data folder. Each line: instant, number of the entry, hash. */
export function sealedHeadsFile(dataFolder: string): string {
  return path.join(dataFolder, "audit-heads.log");
}

/** Reads every sealed head, oldest first. An absent file is an empty list; a line that is not a head is left out. */
export async function readSealedHeads(file: string): Promise<SealedHead[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((line) => {
    const [at = "", seq = "", hash = ""] = line.trim().split(" ");
    return /^\d+$/.test(seq) && /^[0-9a-f]{64}$/.test(hash) ? [{ at, seq: BigInt(seq), hash }] : [];
  });
}

/** Appends a verified head. The file only grows; the newest head is not written twice. */
export async function sealHead(file: string, head: SealedHead): Promise<void> {
  const last = (await readSealedHeads(file)).at(-1);
  if (last && last.seq === head.seq && last.hash === head.hash) return;
  await mkdir(path.dirname(file), { recursive: true });
  await appendFile(file, `${head.at} ${head.seq} ${head.hash}\n`, { flag: "a", mode: 0o600 });
}
