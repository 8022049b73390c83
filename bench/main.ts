/**
 * `npm run bench [-- name …]`: measures what design 13 holds, on a database of its own and an in-memory sandbox, and
 * prints one line a figure. Not part of the tests: a figure depends on the machine.
 */
import openDoor from "../scripts/test-server";
import { benchCommands } from "./commands";
import type { Bench } from "./figure";
import { benchRuns } from "./runs";

const BENCHES: Readonly<Record<string, Bench>> = { commands: benchCommands, runs: benchRuns };

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(", ")}. Known: ${Object.keys(BENCHES).join(", ")}.`);
  const close = await openDoor();
  try {
    for (const [name, bench] of Object.entries(BENCHES)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await bench((figure, value) => console.log(`${name.padEnd(10)} ${figure.padEnd(44)} ${value}`));
    }
  } finally {
    await close();
  }
}

main().then(() => process.exit(0), (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
