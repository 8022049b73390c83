import type { PoolClient, QueryResult } from "pg";
import { Flight, type FlightStatement, type Landing } from "./flight";

type Row = Record<string, unknown>;

interface Waiting extends FlightStatement {
  /** Left out where nobody waits for the answer. */
  readonly answer?: { readonly resolve: (rows: readonly Row[]) => void; readonly reject: (error: Error) => void };
}

const BEGIN: FlightStatement = { text: "BEGIN", values: [], name: "begin" };
const COMMIT: FlightStatement = { text: "COMMIT", values: [], name: "commit" };

/** The answer to a word that needs no trip. */
export const NOTHING: QueryResult = { command: "", rowCount: null, oid: 0, rows: [], fields: [] };

/**
 * One transaction's way to the server, with as few trips as its answers need: `BEGIN` leaves with the first statement, statements
 * that start in one turn of the event loop leave together, and those that nobody waits for leave with the next one or
 * with `COMMIT`. So the locks that the last statements take are held for no trip at all.
 */
export class TransactionWire {
  readonly #client: PoolClient;
  readonly #ask: PoolClient["query"];
  #waiting: Waiting[] = [];
  #hasBegun = false;
  #isLeaving = false;
  #isOver = false;
  #failure: Error | null = null;

  constructor(client: PoolClient) {
    this.#client = client;
    this.#ask = client.query.bind(client) as PoolClient["query"];
  }

  /** Why the transaction was undone where no caller has been told: a statement that nobody waited for, or the commit. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** True once the server was told how the transaction ends. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Runs a statement behind all that was given before it. */
  run(statement: FlightStatement): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...statement, answer: { resolve, reject } });
      if (this.#isLeaving) return;
      this.#isLeaving = true;
      process.nextTick(() => this.#leave());
    });
  }

  /** Gives a statement along whose answer nobody reads. When it fails, nothing behind it runs and the transaction is undone. */
  defer(statement: FlightStatement): void {
    this.#waiting.push(statement);
  }

  /** What Prisma asks of the connection of its transaction. */
  async ask(asked: { readonly text: string }): Promise<QueryResult> {
    if (asked.text === "BEGIN") return NOTHING;
    if (asked.text === "COMMIT") return this.#commit();
    if (asked.text === "ROLLBACK") return this.#rollback();
    // A statement that is not ours cannot share a packet with what must have succeeded before it.
    if (!this.#hasBegun) await this.#fly([]);
    this.#leave();
    return this.#ask(asked);
  }

  #leave(): void {
    this.#isLeaving = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) void this.#fly(waiting);
  }

  async #fly(waiting: readonly Waiting[], last: readonly FlightStatement[] = []): Promise<Landing> {
    const first = this.#hasBegun ? [] : [BEGIN];
    this.#hasBegun = true;
    const landing = await new Promise<Landing>((resolve) => void this.#ask(new Flight([...first, ...waiting, ...last], resolve) as never));
    const { landed, failure } = landing;
    waiting.forEach(({ answer }, index) => {
      const rows = landed[first.length + index]?.rows;
      if (rows) answer?.resolve(rows);
      else answer?.reject(failure ?? new Error("The server gave no answer"));
    });
    // Whoever waits for the statement that failed hears of it; nobody else would.
    if (failure && !waiting[landed.length - first.length]?.answer) this.#failure ??= failure;
    return landing;
  }

  async #commit(): Promise<QueryResult> {
    this.#isOver = true;
    if (!this.#hasBegun && this.#waiting.length === 0) return NOTHING;
    const waiting = this.#waiting;
    this.#waiting = [];
    const { landed, failure } = await this.#fly(waiting, [COMMIT]);
    if (failure) await this.#ask("ROLLBACK").catch(() => undefined);
    else if (landed.at(-1)?.command !== "COMMIT") this.#failure ??= new Error("The transaction was undone: one of its statements had failed");
    if (this.#failure) throw this.#failure;
    return { ...NOTHING, command: "COMMIT" };
  }

  async #rollback(): Promise<QueryResult> {
    this.#isOver = true;
    for (const { answer } of this.#waiting) answer?.reject(new Error("The transaction is over"));
    this.#waiting = [];
    return this.#hasBegun ? this.#ask("ROLLBACK") : NOTHING;
  }
}
