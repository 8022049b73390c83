import { createHash } from "node:crypto";
import { types } from "pg";
import { Prisma } from "./generated/client";
import type { Tx } from "./client";
import { connectionOf } from "./transaction-pool";

/** A statement with its values: ``sql`select … where "id" = ${id}` ``. */
export const sql = Prisma.sql;

/** No part of a statement, where one may stand. */
export const empty = Prisma.empty;

export type Statement = Prisma.Sql;

const INT8 = 20;

/** Numbers of 64 bits are bigint here as everywhere: they hold money. */
const bigintTypes = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8 && format !== "binary" ? BigInt : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};

/**
 * Runs one statement in a transaction, on its own connection: a fifth of the work of the same through the client's
 * models. For what every money command does; elsewhere the models read better. JSON goes in as text and `::jsonb`.
 * Errors: those of `pg`, with PostgreSQL's code.
 */
export async function query<Row>(tx: Tx, statement: Statement): Promise<Row[]> {
  const connection = connectionOf(tx);
  if (!connection) return tx.$queryRaw<Row[]>(statement);
  const { text, values } = statement;
  if (connection.wire) return connection.wire.run({ name: nameOf(text), text, values }) as Promise<Row[]>;
  const result = await connection.client.query({ text, values: values as unknown[], types: bigintTypes });
  return result.rows as Row[];
}

/**
 * The same for a statement whose answer nobody reads: it leaves with the next one that is waited for, or with the commit.
 * Errors: the transaction's own, at the next statement or at its end; so what must hold is said in the statement.
 */
export async function defer(tx: Tx, statement: Statement): Promise<void> {
  const wire = connectionOf(tx)?.wire;
  if (!wire) return void (await query(tx, statement));
  const { text, values } = statement;
  wire.defer({ name: nameOf(text), text, values });
}

/** More shapes than the console has: whoever builds statements without end gets no name for them. */
const NAMES_MAX = 500;
const names = new Map<string, string>();

/** A statement with a name is parsed and planned once for each connection. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= NAMES_MAX) return known;
  // From the text, not a counter: code that was bundled twice shares connections and must mean the same by a name.
  const name = createHash("sha256").update(text).digest("hex").slice(0, 40);
  names.set(text, name);
  return name;
}

/** The names of a table's columns as they stand in a statement, with the alias of the table before each. */
export function columns(names: Readonly<Record<string, string>>, alias: string): Statement {
  return Prisma.raw(Object.values(names).map((name) => `"${alias}"."${name}"`).join(", "));
}

/** A column's name in a statement. Only names that the schema knows may come here. */
export function column(name: string): Statement {
  if (!/^[A-Za-z]+$/.test(name)) throw new TypeError(`Not the name of a column: ${name}`);
  return Prisma.raw(`"${name}"`);
}

export function join(parts: readonly Statement[], separator = ", "): Statement {
  return Prisma.join([...parts], separator);
}

/** A value for a `jsonb` column; `null` is SQL's. */
export function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
