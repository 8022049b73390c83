import { Client } from "pg";

/** The first key of every slot's advisory lock; the second is the slot's number. */
const LOCK_SPACE = 7747;
const RETRY_MS = 250;
const HEARTBEAT_MS = 500;
const HEARTBEAT_LIMIT_MS = 1_000;

/** Longer than heartbeat plus limit: a holder cut off from the database is gone before the next one starts its work. */
export const GRACE_MS = 2_000;

export interface Slot {
  readonly number: number;
  readonly release: () => Promise<void>;
}

/**
 * Takes a free slot, waiting as standby until one is free. The lock lives on a connection of its own; `onLost` is
 * called once when that connection dies or stops answering: the process must then end at once.
 * Source: ENGINE part 2, sections 2 and 3 (measured).
 */
export async function takeSlot(url: string, slots: number, onLost: (why: string) => void, standby: () => void): Promise<Slot> {
  const client = new Client({ connectionString: url, application_name: "engine-slot" });
  let released = false;
  client.on("error", (error) => released || onLost(error.message));
  client.on("end", () => released || onLost("the connection ended"));
  await client.connect();
  const number = await waitForFree(client, slots, standby);
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  const heartbeat = setInterval(() => void beat(client, onLost), HEARTBEAT_MS);
  return {
    number,
    release: async () => {
      released = true;
      clearInterval(heartbeat);
      await client.end();
    },
  };
}

async function waitForFree(client: Client, slots: number, standby: () => void): Promise<number> {
  for (let round = 0; ; round++) {
    for (let slot = 1; slot <= slots; slot++) {
      const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [LOCK_SPACE, slot]);
      if (rows[0]?.taken) return slot;
    }
    if (round === 0) standby();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function beat(client: Client, onLost: (why: string) => void): Promise<void> {
  const late = setTimeout(() => onLost("the database did not answer within a second"), HEARTBEAT_LIMIT_MS);
  try {
    await client.query("select 1");
  } catch (error) {
    onLost(error instanceof Error ? error.message : "the heartbeat failed");
  } finally {
    clearTimeout(late);
  }
}
