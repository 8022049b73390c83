import { SandboxClock } from "./clock";
import { CommissionBook } from "./commission-book";
import { DueQueue } from "./due-queue";
import type { Journal } from "./journal";
import { Ledger, type Posting } from "./ledger";
import { EscrowCounters, PendingIndex } from "./escrow-indexes";
import type { RandomSource } from "./random";
import { loadSnapshotLine, reviveMicros, snapshotLines, toText } from "./snapshot";
import type { AgentRow, AnswerRow, EscrowRow, WalletRow } from "./rows";
import { type Change, GroupIndex, Table, UniqueIndex } from "./table";

export interface WorldOptions {
  readonly journal: Journal;
  readonly random: RandomSource;
  readonly realNow: () => number;
}

interface JournalLine {
  readonly at: number;
  readonly offset: number;
  readonly changes: readonly (readonly [string, unknown])[];
}

/** All state of the sandbox. One request is one transaction: it happens whole, in one journal line, or not at all. */
export class World {
  readonly clock: SandboxClock;
  readonly random: RandomSource;
  readonly due = new DueQueue();
  readonly commissions = new CommissionBook();

  readonly agentByKey = new UniqueIndex<AgentRow>((row) => row.keyHash);
  readonly agentByCode = new UniqueIndex<AgentRow>((row) => row.ownCode);
  readonly agentByWallet = new UniqueIndex<AgentRow>((row) => row.walletId);
  readonly agentByName = new UniqueIndex<AgentRow>((row) => (row.name === null ? null : nameKey(row.parentId, row.name)));
  readonly agentsByParent = new GroupIndex<AgentRow>((row) => row.parentId);
  readonly agentsByKind = new GroupIndex<AgentRow>((row) => row.kind);
  readonly agentsByReferrer = new GroupIndex<AgentRow>((row) => row.referrerId);
  readonly walletByLabel = new UniqueIndex<WalletRow>((row) => (row.label === null ? null : nameKey(row.parentId, row.label)));
  readonly walletsByParent = new GroupIndex<WalletRow>((row) => row.parentId);
  readonly walletsByAgent = new GroupIndex<WalletRow>((row) => row.agentId);
  readonly escrowByTask = new UniqueIndex<EscrowRow>((row) => (row.taskId === null ? null : nameKey(row.holderId, row.taskId)));
  readonly escrowsByHolder = new GroupIndex<EscrowRow>((row) => row.holderId);
  readonly pendingByPayee = new PendingIndex();
  readonly escrowCounters = new EscrowCounters();

  readonly agents: Table<AgentRow>;
  readonly wallets: Table<WalletRow>;
  readonly escrows: Table<EscrowRow>;
  readonly answers: Table<AnswerRow>;
  readonly ledger: Ledger;

  private readonly journal: Journal;
  private changes: Change[] = [];
  private readonly extraTables = new Map<string, Table<{ readonly id: string }>>();
  private readonly extraIndexes = new Map<string, GroupIndex<{ readonly id: string }>>();

  constructor(options: WorldOptions) {
    this.journal = options.journal;
    this.random = options.random;
    this.clock = new SandboxClock(options.realNow);
    const log = (change: Change): void => void this.changes.push(change);
    this.agents = new Table("agent", log, [
      this.agentByKey, this.agentByCode, this.agentByWallet, this.agentByName, this.agentsByParent, this.agentsByKind,
      this.agentsByReferrer,
    ]);
    this.wallets = new Table("wallet", log, [this.walletByLabel, this.walletsByParent, this.walletsByAgent]);
    this.escrows = new Table("escrow", log, [
      this.escrowByTask, this.escrowsByHolder, this.pendingByPayee, this.escrowCounters,
    ]);
    this.answers = new Table("answer", log);
    this.ledger = new Ledger(log);
  }

  /** A table of one product, for routes that are added beside the core: it is journalled and reset like the others. */
  table<Row extends { readonly id: string }>(name: string): Table<Row> {
    const found = this.extraTables.get(name);
    if (found) return found as unknown as Table<Row>;
    const made = new Table<Row>(name, (change) => void this.changes.push(change));
    this.extraTables.set(name, made as unknown as Table<{ readonly id: string }>);
    return made;
  }

  /** Rows of a product's table by a key, in order of arrival: made at first use, and kept from then on. */
  group<Row extends { readonly id: string }>(table: string, name: string, keyOf: (row: Row) => string | null): GroupIndex<Row> {
    const key = nameKey(table, name);
    const found = this.extraIndexes.get(key);
    if (found) return found as unknown as GroupIndex<Row>;
    const made = new GroupIndex<Row>(keyOf);
    this.table<Row>(table).addIndex(made);
    this.extraIndexes.set(key, made as unknown as GroupIndex<{ readonly id: string }>);
    return made;
  }

  /** Runs `work` whole: on an exception nothing of it remains. */
  transact<T>(work: () => T): T {
    try {
      const result = work();
      this.commit();
      return result;
    } catch (error) {
      for (const change of this.changes.reverse()) change.undo();
      this.changes = [];
      throw error;
    }
  }

  /** Moves the clock and remembers it. The caller runs what has fallen due. */
  advance(milliseconds: number): void {
    this.clock.advance(milliseconds);
    this.write([]);
  }

  restore(): void {
    const guarded = (file: string, load: (line: string) => void) => {
      let count = 0;
      return (line: string): void => {
        count += 1;
        try {
          load(line);
        } catch (error) {
          throw new Error(`Line ${count} of the sandbox's ${file} is damaged: move the ${file} away to start anew`, { cause: error });
        }
      };
    };
    this.journal.replay(guarded("snapshot", (line) => loadSnapshotLine(this, line)), guarded("journal", (line) => this.load(line)));
  }

  /** Bytes of the journal since the last snapshot. */
  get journalBytes(): number {
    return this.journal.size();
  }

  /** Writes all state to a snapshot and starts the journal anew. */
  compact(): void {
    this.journal.compact(snapshotLines(this));
  }

  tables(): readonly Table<{ readonly id: string }>[] {
    const own = [this.agents, this.wallets, this.escrows, this.answers] as unknown as Table<{ readonly id: string }>[];
    return [...own, ...this.extraTables.values()];
  }

  reset(): void {
    this.journal.truncate();
    for (const table of this.tables()) table.clear();
    this.ledger.clear();
    this.commissions.clear();
    this.due.clear();
    this.clock.restore(0, 0);
  }

  close(): void {
    this.journal.close();
  }

  private commit(): void {
    if (this.changes.length === 0) return;
    const records = this.changes.map((change) => change.record);
    this.write(records);
    this.changes = [];
    for (const [kind, value] of records) {
      if (kind === "posting") this.commissions.note(value as Posting);
    }
  }

  private write(changes: readonly (readonly unknown[])[]): void {
    const line = { at: this.clock.now(), offset: this.clock.offset, changes };
    this.journal.append(toText(line));
  }

  private load(line: string): void {
    const parsed = reviveMicros(JSON.parse(line)) as JournalLine;
    this.clock.restore(parsed.offset, parsed.at);
    for (const [kind, value] of parsed.changes) {
      if (kind === "posting") {
        this.ledger.apply(value as Posting);
        this.commissions.note(value as Posting);
      } else this.loadRow(kind, value);
    }
  }

  loadRow(kind: string, value: unknown): void {
    if (kind === "agent") this.agents.load(value as AgentRow);
    else if (kind === "wallet") this.wallets.load(value as WalletRow);
    else if (kind === "answer") this.answers.load(value as AnswerRow);
    else if (kind === "escrow") {
      const escrow = value as EscrowRow;
      this.escrows.load(escrow);
      if (escrow.deadlineAt !== null && escrow.settledAt === null) this.due.add(escrow.deadlineAt, escrow.id);
    } else this.table<{ readonly id: string }>(kind).load(value as { readonly id: string });
  }
}

export function nameKey(owner: string | null, name: string): string {
  return `${owner ?? ""}\u0000${name}`;
}
