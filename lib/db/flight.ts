import { Query, types } from "pg";

/** One statement on its way. With a name it is parsed, planned and described once for each connection. */
export interface FlightStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string | undefined;
}

export interface Landed {
  readonly rows: readonly Record<string, unknown>[];
  /** PostgreSQL's word for what it did; `ROLLBACK` for the commit of a transaction that had failed. */
  readonly command: string;
}

/** The answers of the statements that ran, in their order, and what stopped the rest; `null` when all of them ran. */
export interface Landing {
  readonly landed: readonly Landed[];
  readonly failure: Error | null;
}

interface Shape {
  readonly names: readonly string[];
  readonly parsers: readonly ((text: string) => unknown)[];
  /** All columns in their order, so that every row has the same layout in memory. */
  readonly blank: Readonly<Record<string, unknown>>;
}

/** The messages of pg's connection, which its types leave out. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { text: string; name: string }): void;
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(message: { type: "P" }): void;
  execute(): void;
  close(message: { type: "S"; name: string }): void;
  sync(): void;
}

interface Described {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** What each connection has parsed, by name. */
const parsed = new WeakMap<Connection, Map<string, Shape>>();

const NO_COLUMNS: Shape = { names: [], parsers: [], blank: {} };
const INT8 = 20;

const Base = Query as unknown as new (config: { text: string }) => object;

/**
 * Statements that go to the server in one packet and come back in one: it runs them in their order and none behind one that
 * failed. pg's own queries each ask for an answer of their own.
 */
export class Flight extends Base {
  readonly #statements: readonly FlightStatement[];
  readonly #landed: Landed[] = [];
  #rows: Record<string, unknown>[] = [];
  #known: Map<string, Shape> = new Map();
  #shape: Shape = NO_COLUMNS;
  #failure: Error | null = null;
  /** pg waits for this before it lets a query go. */
  readonly callback: () => void;

  constructor(statements: readonly FlightStatement[], land: (landing: Landing) => void) {
    super({ text: "" });
    this.#statements = statements;
    this.callback = () => land({ landed: this.#landed, failure: this.#failure });
  }

  submit(connection: Connection): Error | null {
    this.#known = parsed.get(connection) ?? new Map<string, Shape>();
    parsed.set(connection, this.#known);
    connection.stream.cork();
    try {
      for (const statement of this.#statements) this.#write(connection, statement);
    } catch (error) {
      this.#failure = error as Error;
    } finally {
      connection.sync();
      connection.stream.uncork();
    }
    return null;
  }

  #write(connection: Connection, { text, values, name = "" }: FlightStatement): void {
    const known = this.#known.get(name);
    if (!known) {
      // A parse that failed half-way may have left the name behind; to close what is not there is no error.
      if (name !== "") connection.close({ type: "S", name });
      connection.parse({ text, name });
    }
    connection.bind({ statement: name, values, valueMapper: toText });
    if (!known) connection.describe({ type: "P" });
    connection.execute();
  }

  get #name(): string {
    return this.#statements[this.#landed.length]?.name ?? "";
  }

  handleRowDescription({ fields }: Described): void {
    this.#shape = {
      names: fields.map(({ name }) => name),
      parsers: fields.map(({ dataTypeID }) => (dataTypeID === INT8 ? BigInt : types.getTypeParser(dataTypeID, "text"))),
      blank: Object.fromEntries(fields.map(({ name }) => [name, null])),
    };
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#rows.length === 0) this.#shape = this.#known.get(this.#name) ?? this.#shape;
    const { names, parsers, blank } = this.#shape;
    const row = { ...blank };
    for (let column = 0; column < names.length; column++) {
      const text = fields[column];
      if (text !== null && text !== undefined) row[names[column] ?? ""] = parsers[column]?.(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const name = this.#name;
    if (name !== "" && !this.#known.has(name)) this.#known.set(name, this.#shape);
    this.#landed.push({ rows: this.#rows, command: text });
    this.#rows = [];
    this.#shape = NO_COLUMNS;
  }

  handleReadyForQuery(): void {
    this.callback();
  }

  handleError(error: Error): void {
    this.#failure ??= error;
    this.callback();
  }
}

/** A value as PostgreSQL reads it. */
function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(toElement).join(",")}}`;
  if (typeof value === "object") throw new TypeError("Only texts, numbers, dates and lists of them go into a statement; JSON goes as text");
  return String(value as number | bigint | boolean);
}

function toElement(value: unknown): string {
  const text = toText(value);
  if (text === null) return "NULL";
  return Array.isArray(value) ? text : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
