import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";

/** Where committed changes go, one line for each request that changed something. */
export interface Journal {
  append(line: string): void;
  /** Calls back with every complete line, oldest first. */
  replay(each: (line: string) => void): void;
  truncate(): void;
  close(): void;
}

export const memoryJournal: Journal = {
  append: () => undefined,
  replay: () => undefined,
  truncate: () => undefined,
  close: () => undefined,
};

const CHUNK_BYTES = 1 << 20;

/**
 * Append-only text in the data folder. A write reaches the kernel before the request is answered, so the state
 * survives kill -9; it is not flushed to the disk each time, so a power cut may lose the last moments.
 */
export function fileJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "journal.jsonl");
  const file = openSync(path, "a+", 0o600);
  return {
    append: (line) => {
      const bytes = Buffer.from(`${line}\n`);
      let written = 0;
      while (written < bytes.length) written += writeSync(file, bytes, written);
    },
    replay: (each) => readLines(file, each),
    truncate: () => ftruncateSync(file, 0),
    close: () => closeSync(file),
  };
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
