import { usdc } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import type { EarnedRecord } from "./commission-book";
import type { World } from "./world";

/** Rows in one line: few enough to write smoothly, many enough to read fast. */
const ROWS_PER_LINE = 1_000;

type EntryRecord = readonly [number, number, string, string, string, string, string];

/** All state as text, in the order in which it must be put back. Amounts are decimal text. */
export function* snapshotLines(world: World): Iterable<string> {
  yield toText(["clock", world.clock.now(), world.clock.offset]);
  for (const table of world.tables()) {
    for (const rows of chunked(table.values())) yield toText(["rows", table.name, rows]);
  }
  for (let seq = 0; seq < world.ledger.entryCount; seq += ROWS_PER_LINE) {
    yield toText(["entries", world.ledger.after(seq, ROWS_PER_LINE).map((entry): EntryRecord =>
      [entry.posting, entry.at, entry.account, entry.amount.toString(), entry.reason, entry.ref, entry.service])]);
  }
  for (const records of chunked(world.commissions.dump())) yield toText(["earned", records]);
}

export function loadSnapshotLine(world: World, line: string): void {
  const [kind, first, second] = JSON.parse(line) as [string, unknown, unknown];
  if (kind === "clock") world.clock.restore(second as number, first as number);
  else if (kind === "rows") for (const row of second as unknown[]) world.loadRow(first as string, reviveMicros(row));
  else if (kind === "entries") for (const entry of first as EntryRecord[]) loadEntry(world, entry);
  else if (kind === "earned") for (const record of first as EarnedRecord[]) world.commissions.load(record);
  else throw new Error(`Unknown line ${kind}`);
}

function loadEntry(world: World, [posting, at, account, amount, reason, ref, service]: EntryRecord): void {
  world.ledger.load({ posting, at: toEpochMs(at), account, amount: usdc(BigInt(amount)), reason, ref, service });
}

/** Bigints become decimal text. */
export function toText(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === "bigint" ? one.toString() : one));
}

/** Turns the text of every field whose name ends in `Micros` back into a bigint, in place. Much faster than a reviver of JSON.parse. */
export function reviveMicros(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Record<string, unknown>;
  for (const key in fields) {
    const inner = fields[key];
    if (typeof inner === "object" && inner !== null) reviveMicros(inner);
    else if (typeof inner === "string" && key.endsWith("Micros")) fields[key] = BigInt(inner);
  }
  return value;
}

function* chunked<T>(values: Iterable<T>): Iterable<readonly T[]> {
  let chunk: T[] = [];
  for (const value of values) {
    chunk.push(value);
    if (chunk.length < ROWS_PER_LINE) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
