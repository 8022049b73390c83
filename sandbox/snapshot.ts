import { usdc } from "@/lib/core/money";
import { toEpochMs } from "@/lib/core/time";
import type { CommissionBook, EarnedRecord } from "./commission-book";
import type { SandboxClock } from "./clock";
import type { Ledger } from "./ledger";
import type { Table } from "./table";

/** Rows in one line: few enough to write smoothly, many enough to read fast. */
const ROWS_PER_LINE = 1_000;

/** What a snapshot reads and fills: the world, without its transactions. */
export interface SnapshotState {
  readonly clock: SandboxClock;
  readonly ledger: Ledger;
  readonly commissions: CommissionBook;
  tables(): readonly Table<{ readonly id: string }>[];
  loadRow(table: string, row: unknown): void;
}

/** Posting, time and amount, then the places of account, reason, reference and service in the line's own list of words. */
type EntryRecord = readonly [number, number, string, number, number, number, number];

/** All state as text, in the order in which it must be put back. Amounts are decimal text. */
export function* snapshotLines(world: SnapshotState): Iterable<string> {
  yield toText(["clock", world.clock.now(), world.clock.offset]);
  for (const table of world.tables()) {
    for (const rows of chunked(table.values())) yield toText(["rows", table.name, rows]);
  }
  for (let seq = 0; seq < world.ledger.entryCount; seq += ROWS_PER_LINE) {
    const words = new Map<string, number>();
    const place = (word: string): number => words.get(word) ?? (words.set(word, words.size), words.size - 1);
    const entries = world.ledger.after(seq, ROWS_PER_LINE).map((entry): EntryRecord =>
      [entry.posting, entry.at, entry.amount.toString(), place(entry.account), place(entry.reason), place(entry.ref), place(entry.service)]);
    yield toText(["entries", [...words.keys()], entries]);
  }
  for (const records of chunked(world.commissions.dump())) yield toText(["earned", records]);
}

export function loadSnapshotLine(world: SnapshotState, line: string): void {
  const [kind, first, second] = JSON.parse(line) as [string, unknown, unknown];
  if (kind === "clock") world.clock.restore(second as number, first as number);
  else if (kind === "rows") for (const row of second as unknown[]) world.loadRow(first as string, reviveMicros(row));
  else if (kind === "entries") loadEntries(world, first as string[], second as EntryRecord[]);
  else if (kind === "earned") for (const record of first as EarnedRecord[]) world.commissions.load(record);
  else throw new Error(`Unknown line ${kind}`);
}

function loadEntries(world: SnapshotState, words: readonly string[], entries: readonly EntryRecord[]): void {
  const word = (place: number): string => words[place] ?? "";
  for (const [posting, at, amount, account, reason, ref, service] of entries) {
    world.ledger.load({
      posting, at: toEpochMs(at), account: word(account), amount: usdc(BigInt(amount)), reason: word(reason), ref: word(ref), service: word(service),
    });
  }
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
