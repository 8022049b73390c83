/**
 * `npm run bench [-- name …]`: measures what design 13 holds, on a database of its own and an in-memory sandbox, and
 * prints one line a figure. Not part of the tests: a figure depends on the machine.
 */
import openDoor from "../scripts/test-server";
import type { Bench } from "./figure";

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  commands: async () => (await import("./commands")).benchCommands,
  runs: async () => (await import("./runs")).benchRuns,
  pages: async () => (await import("./pages")).benchPages,
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(", ")}. Known: ${Object.keys(BENCHES).join(", ")}.`);
  // Thousands of lines a run would be measured too.
  process.env["LOG_LEVEL"] ??= "error";
  const close = await openDoor();
  try {
    for (const [name, load] of Object.entries(BENCHES)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const bench = await load();
      await bench((figure, value) => console.log(`${name.padEnd(10)} ${figure.padEnd(28)} ${value}`));
    }
  } finally {
    await close();
  }
}

main().then(() => process.exit(0), (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
