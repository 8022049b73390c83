import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";

/** Where committed changes go, one line for each request that changed something. */
export interface Journal {
  append(line: string): void;
  /** Calls back with every complete line, oldest first: those of the snapshot, then those that came after it. */
  replay(snapshot: (line: string) => void, each: (line: string) => void): void;
  /** Replaces everything by these lines: whole, or not at all. */
  compact(lines: Iterable<string>): void;
  truncate(): void;
  /** Bytes since the last snapshot. */
  size(): number;
  close(): void;
}

export const memoryJournal: Journal = {
  append: () => undefined,
  replay: () => undefined,
  compact: () => undefined,
  truncate: () => undefined,
  size: () => 0,
  close: () => undefined,
};

const CHUNK_BYTES = 1 << 20;
const SNAPSHOT = "snapshot.jsonl";

/**
 * Append-only text in the data folder. A write reaches the kernel before the request is answered, so the state
 * survives kill -9; it is not flushed to the disk each time, so a power cut may lose the last moments.
 *
 * A snapshot names its generation in its first line, and the journal of that generation goes on from it. So the
 * renaming of a finished snapshot is the one moment at which the old journal stops to count: a kill before or after it
 * leaves a whole state, and at the next start what is older is removed.
 */
export function fileJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let generation = readGeneration(folder);
  removeStale(folder, generation);
  let file = openJournal(folder, generation);
  const compact = (lines: Iterable<string>): void => {
    writeSnapshot(folder, generation + 1, lines);
    closeSync(file);
    generation += 1;
    file = openJournal(folder, generation);
    removeStale(folder, generation);
  };
  return {
    append: (line) => writeAll(file, `${line}\n`),
    replay: (snapshot, each) => {
      if (generation > 0) readSnapshot(folder, snapshot);
      readLines(file, each);
    },
    compact,
    truncate: () => {
      if (generation === 0) ftruncateSync(file, 0);
      else compact([]);
    },
    size: () => fstatSync(file).size,
    close: () => closeSync(file),
  };
}

function journalName(generation: number): string {
  return generation === 0 ? "journal.jsonl" : `journal-${generation}.jsonl`;
}

function openJournal(folder: string, generation: number): number {
  return openSync(join(folder, journalName(generation)), "a+", 0o600);
}

function readGeneration(folder: string): number {
  if (!existsSync(join(folder, SNAPSHOT))) return 0;
  const file = openSync(join(folder, SNAPSHOT), "r");
  const head = Buffer.alloc(200);
  const text = head.toString("utf8", 0, readSync(file, head, 0, head.length, 0));
  closeSync(file);
  const generation = Number(/^\{"generation":(\d+)\}\n/.exec(text)?.[1]);
  if (!Number.isInteger(generation)) throw new Error("The sandbox's snapshot is damaged: move it away to start anew");
  return generation;
}

function removeStale(folder: string, generation: number): void {
  const isStale = (name: string): boolean => name === `${SNAPSHOT}.tmp` || (/^journal(-\d+)?\.jsonl$/.test(name) && name !== journalName(generation));
  for (const name of readdirSync(folder).filter(isStale)) rmSync(join(folder, name));
}

function writeSnapshot(folder: string, generation: number, lines: Iterable<string>): void {
  const temporary = join(folder, `${SNAPSHOT}.tmp`);
  const file = openSync(temporary, "w", 0o600);
  writeAll(file, `{"generation":${generation}}\n`);
  for (const line of lines) writeAll(file, `${line}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, join(folder, SNAPSHOT));
  const directory = openSync(folder, "r");
  fsyncSync(directory);
  closeSync(directory);
}

function readSnapshot(folder: string, each: (line: string) => void): void {
  const file = openSync(join(folder, SNAPSHOT), "r");
  let isFirst = true;
  readLines(file, (line) => {
    if (!isFirst) each(line);
    isFirst = false;
  });
  closeSync(file);
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

/** Reads in chunks, and cuts off what a killed write left behind the last newline. */
function readLines(file: number, each: (line: string) => void): void {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const decoder = new StringDecoder("utf8");
  let position = 0;
  let rest = "";
  for (;;) {
    const size = readSync(file, chunk, 0, CHUNK_BYTES, position);
    if (size === 0) break;
    position += size;
    const lines = (rest + decoder.write(chunk.subarray(0, size))).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) each(line);
  }
  rest += decoder.end();
  if (rest.length > 0) ftruncateSync(file, position - Buffer.byteLength(rest));
}
