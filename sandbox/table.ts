/** A change that a rollback undoes and a commit writes to the journal. */
export interface Change {
  readonly record: readonly unknown[];
  undo(): void;
}

export interface Index<Row> {
  /** `previous` is undefined for a new row; `row` is undefined when an insert is undone. */
  update(row: Row | undefined, previous: Row | undefined): void;
}

/** Rows by id, with indexes that follow every change, and the log of the open transaction. */
export class Table<Row extends { readonly id: string }> {
  private readonly rows = new Map<string, Row>();
  private readonly indexes: Index<Row>[];

  constructor(
    readonly name: string,
    private readonly log: (change: Change) => void,
    indexes: readonly Index<Row>[] = [],
  ) {
    this.indexes = [...indexes];
  }

  get(id: string): Row | undefined {
    return this.rows.get(id);
  }

  get size(): number {
    return this.rows.size;
  }

  values(): IterableIterator<Row> {
    return this.rows.values();
  }

  put(row: Row): Row {
    const previous = this.rows.get(row.id);
    this.set(row, previous);
    this.log({ record: [this.name, row], undo: () => this.restore(row, previous) });
    return row;
  }

  /** Adds an index that also knows the rows that are there already. */
  addIndex(index: Index<Row>): void {
    for (const row of this.rows.values()) index.update(row, undefined);
    this.indexes.push(index);
  }

  /** Puts a row that comes from the journal. */
  load(row: Row): void {
    this.set(row, this.rows.get(row.id));
  }

  clear(): void {
    for (const row of this.rows.values()) for (const index of this.indexes) index.update(undefined, row);
    this.rows.clear();
  }

  private set(row: Row, previous: Row | undefined): void {
    this.rows.set(row.id, row);
    for (const index of this.indexes) index.update(row, previous);
  }

  private restore(row: Row, previous: Row | undefined): void {
    if (previous) this.rows.set(row.id, previous);
    else this.rows.delete(row.id);
    for (const index of this.indexes) index.update(previous, row);
  }
}

/** One row for each key. */
export class UniqueIndex<Row extends { readonly id: string }> implements Index<Row> {
  private readonly ids = new Map<string, string>();

  constructor(private readonly keyOf: (row: Row) => string | null) {}

  find(key: string): string | undefined {
    return this.ids.get(key);
  }

  update(row: Row | undefined, previous: Row | undefined): void {
    const before = previous ? this.keyOf(previous) : null;
    const after = row ? this.keyOf(row) : null;
    if (before === after) return;
    if (before !== null) this.ids.delete(before);
    if (after !== null && row) this.ids.set(after, row.id);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** All rows of a key, in order of arrival. */
export class GroupIndex<Row extends { readonly id: string }> implements Index<Row> {
  private readonly groups = new Map<string, Set<string>>();

  constructor(private readonly keyOf: (row: Row) => string | null) {}

  all(key: string): ReadonlySet<string> {
    return this.groups.get(key) ?? NONE;
  }

  update(row: Row | undefined, previous: Row | undefined): void {
    const before = previous ? this.keyOf(previous) : null;
    const after = row ? this.keyOf(row) : null;
    if (before === after) return;
    if (before !== null && previous) this.leave(before, previous.id);
    if (after === null || !row) return;
    const group = this.groups.get(after);
    if (group) group.add(row.id);
    else this.groups.set(after, new Set([row.id]));
  }

  private leave(key: string, id: string): void {
    const group = this.groups.get(key);
    group?.delete(id);
    if (group?.size === 0) this.groups.delete(key);
  }
}
