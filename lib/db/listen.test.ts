import { EventEmitter, once } from "node:events";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { listen } from "./listen";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function withClient<T>(ask: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

const listeners = (client: Client) => client.query("select pid from pg_stat_activity where application_name = 'purple-flea-console listen' and datname = current_database()");
const say = (client: Client, text: string) => client.query("select pg_notify('console_events', $1)", [text]);

async function untilListening(client: Client, count: number): Promise<void> {
  while ((await listeners(client)).rowCount !== count) continue;
}

describe("listening to the database", () => {
  it("hears what is said, tells of a gap after a lost connection, and hears again", async () => {
    const heard = new EventEmitter();
    const close = listen({
      url: database.url, channel: "console_events", onPayload: (text) => heard.emit("payload", text),
      onGap: () => heard.emit("gap"), onTrouble: () => heard.emit("trouble"),
    });
    await withClient(async (client) => {
      await untilListening(client, 1);
      const first = once(heard, "payload");
      const repeat = setInterval(() => void say(client, "one"), 20);
      expect(await first).toEqual(["one"]);
      clearInterval(repeat);

      const [trouble, gap] = [once(heard, "trouble"), once(heard, "gap")];
      for (const { pid } of (await listeners(client)).rows as { pid: number }[]) await client.query("select pg_terminate_backend($1)", [pid]);
      await trouble;
      await gap;
      const second = new Promise<string>((resolve) => heard.on("payload", (text: string) => text === "two" && resolve(text)));
      await say(client, "two");
      expect(await second).toBe("two");

      await close();
      await untilListening(client, 0);
    });
  });
});
