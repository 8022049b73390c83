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

export interface SlotRequest {
  readonly slots: number;
  /** Wait as standby until a slot is free; otherwise give up at once. */
  readonly wait: boolean;
  readonly graceMs: number;
  /** Called once when the lock's connection dies or stops answering: the holder must end at once. */
  readonly onLost: (why: string) => void;
  readonly onStandby?: () => void;
}

/**
 * Takes a free slot on a connection of its own and keeps it by a heartbeat; `null` when none is free and it may not wait.
 * Source: ENGINE part 2, sections 2 and 3 (measured).
 */
export async function takeSlot(url: string, request: SlotRequest): Promise<Slot | null> {
  const client = new Client({ connectionString: url, application_name: "engine-slot" });
  let released = false;
  const lost = (why: string) => {
    if (released) return;
    released = true;
    request.onLost(why);
  };
  client.on("error", (error) => lost(error.message));
  client.on("end", () => lost("the connection ended"));
  await client.connect();
  const number = await findFree(client, request);
  const release = async () => {
    released = true;
    clearInterval(heartbeat);
    await client.end();
  };
  const heartbeat = setInterval(() => void beat(client, lost), HEARTBEAT_MS);
  if (number === null) {
    await release();
    return null;
  }
  await new Promise((resolve) => setTimeout(resolve, request.graceMs));
  return { number, release };
}

async function findFree(client: Client, { slots, wait, onStandby }: SlotRequest): Promise<number | null> {
  for (let round = 0; ; round++) {
    for (let slot = 1; slot <= slots; slot++) {
      const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [LOCK_SPACE, slot]);
      if (rows[0]?.taken) return slot;
    }
    if (!wait) return null;
    if (round === 0) onStandby?.();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function beat(client: Client, lost: (why: string) => void): Promise<void> {
  const late = setTimeout(() => confirmLate(lost, () => answered), HEARTBEAT_LIMIT_MS);
  let answered = false;
  try {
    await client.query("select 1");
  } catch (error) {
    lost(error instanceof Error ? error.message : "the heartbeat failed");
  } finally {
    answered = true;
    clearTimeout(late);
  }
}

/** A process that was starved itself meets its timer before the answer that has long arrived: it reads first. */
function confirmLate(lost: (why: string) => void, isAnswered: () => boolean): void {
  setImmediate(() => setTimeout(() => {
    if (!isAnswered()) lost("the database did not answer within a second");
  }, 50));
}
