/**
 * `npm run audit:verify`: walks the whole audit log and says whether it is whole. Ends with 0 when it is, 1 when it is
 * broken, 2 when it could not be read. Uses DATABASE_URL, else the database of the console that runs from DATA_DIR,
 * else starts that database for the time of the check.
 */
import path from "node:path";
import { toEpochMs, toIso } from "@/lib/core/time";
import { openDatabase as openPool } from "@/lib/db/client";
import { readConfiguration } from "@/lib/env";
import { verdictSentence } from "@/lib/services/audit/check-audit-log";
import { readSealedHeads, sealedHeadsFile, sealHead } from "@/lib/services/audit/sealed-heads";
import { verifyChain } from "@/lib/services/audit/verify-chain";
import { openDatabase } from "./start/database";
import { readRunRecord } from "./start/run-record";

interface Source {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const folder = path.resolve(import.meta.dirname, "..");

async function findDatabase(dataRoot: string): Promise<Source> {
  const given = process.env["DATABASE_URL"] ?? readRunRecord(dataRoot)?.environment["DATABASE_URL"];
  if (given) return { url: given, close: async () => undefined };
  const started = await openDatabase(folder, dataRoot, readConfiguration(process.env), () => undefined);
  return { url: started.environment["DATABASE_URL"] ?? started.ownerUrl, close: () => started.stop(10_000) };
}

async function main(): Promise<number> {
  const dataRoot = path.resolve(folder, process.env["DATA_DIR"] || ".data");
  const source = await findDatabase(dataRoot);
  const db = openPool(source.url, 2);
  try {
    const seals = await readSealedHeads(sealedHeadsFile(dataRoot));
    const verdict = await verifyChain(db, seals);
    console.log(`Head       ${verdict.head.seq} ${verdict.head.hash}`);
    console.log(`Checked    ${verdict.checkedCount} entries, ${seals.length} sealed heads`);
    console.log(verdictSentence(verdict));
    for (const fault of verdict.faults) console.log(`  entry ${fault.seq}: ${fault.kind}`);
    if (verdict.isIntact && verdict.head.seq > 0n) {
      await sealHead(sealedHeadsFile(dataRoot), { ...verdict.head, at: toIso(toEpochMs(Date.now())) });
    }
    return verdict.isIntact ? 0 : 1;
  } finally {
    await db.$disconnect();
    await source.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The audit log could not be read: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exitCode = 2;
}
