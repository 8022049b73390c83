import { type Usdc, usdc, ZERO } from "@/lib/core/money";
import type { EpochMs } from "@/lib/core/time";
import { Refusal } from "./refusal";
import type { Change } from "./table";

/** Where money comes from: the only account that may stand below zero. */
export const EXTERNAL = "external";
/** The platform's own income. */
export const HOUSE = "house";
/** Money that child wallets spent or withdrew to the outside. */
export const MERCHANTS = "merchants";

/** The bank of a product, which plays and trades against agents. The outside fills it up when it runs short. */
export const bankAccount = (product: string): string => `bank:${product}`;
export const agentAccount = (agentId: string): string => `agent:${agentId}`;
export const walletAccount = (walletId: string): string => `wallet:${walletId}`;
export const escrowAccount = (escrowId: string): string => `escrow:${escrowId}`;

export interface Line {
  readonly account: string;
  readonly amountMicros: Usdc;
  readonly reason: string;
}

export interface Posting {
  readonly at: EpochMs;
  readonly ref: string;
  readonly service: string;
  readonly lines: readonly Line[];
  /** Set where a line pays a referrer: who earned from whom, and by which product. */
  readonly commissions?: readonly Commission[];
}

export interface Commission {
  readonly referrerId: string;
  readonly fromId: string;
  readonly product: string;
  readonly amountMicros: Usdc;
}

export interface Entry {
  readonly seq: number;
  readonly posting: number;
  readonly at: EpochMs;
  readonly account: string;
  readonly amount: Usdc;
  readonly balanceAfter: Usdc;
  readonly reason: string;
  readonly ref: string;
  readonly service: string;
}

const NO_ENTRIES: readonly number[] = [];

/** The double-entry ledger: every posting sums to zero, and no account but the external one goes below zero. */
export class Ledger {
  private entries: Entry[] = [];
  private readonly balances = new Map<string, Usdc>();
  private readonly histories = new Map<string, number[]>();
  private postings = 0;

  constructor(private readonly log: (change: Change) => void) {}

  balance(account: string): Usdc {
    return this.balances.get(account) ?? ZERO;
  }

  accounts(): IterableIterator<[string, Usdc]> {
    return this.balances.entries();
  }

  get entryCount(): number {
    return this.entries.length;
  }

  get postingCount(): number {
    return this.postings;
  }

  /** Entries after `seq`, oldest first; the first entry has seq 1. */
  after(seq: number, limit: number): readonly Entry[] {
    return this.entries.slice(seq, seq + limit);
  }

  /** The newest entries of an account, newest first. */
  latest(account: string, limit: number): Entry[] {
    const history = this.histories.get(account) ?? NO_ENTRIES;
    const found: Entry[] = [];
    for (let index = history.length - 1; index >= 0 && found.length < limit; index--) {
      const entry = this.entries[history[index] ?? -1];
      if (entry) found.push(entry);
    }
    return found;
  }

  post(posting: Posting): void {
    this.apply(posting);
    this.log({ record: ["posting", posting], undo: () => this.undo(posting) });
  }

  /** Applies without logging: for the journal's own postings. */
  apply(posting: Posting): void {
    const sum = posting.lines.reduce((total, line) => total + line.amountMicros, 0n);
    if (sum !== 0n) throw new Error(`The posting ${posting.ref} does not sum to zero`);
    for (const line of posting.lines) {
      const after = this.balance(line.account) + line.amountMicros;
      if (after < 0n && line.account !== EXTERNAL) {
        this.refuse(line.account, posting, line);
      }
      this.record(posting, line, usdc(after));
    }
    this.postings += 1;
  }

  /** Puts an entry that comes from a snapshot: the amounts were checked when it was made. */
  load(entry: Omit<Entry, "seq" | "balanceAfter">): void {
    this.record(entry, { account: entry.account, amountMicros: entry.amount, reason: entry.reason }, usdc(this.balance(entry.account) + entry.amount), entry.posting);
    this.postings = entry.posting;
  }

  clear(): void {
    this.entries = [];
    this.balances.clear();
    this.histories.clear();
    this.postings = 0;
  }

  private record(posting: Pick<Posting, "at" | "ref" | "service">, line: Line, balanceAfter: Usdc, number = this.postings + 1): void {
    const index = this.entries.length;
    this.entries.push({
      seq: index + 1, posting: number, at: posting.at, account: line.account, amount: line.amountMicros,
      balanceAfter, reason: line.reason, ref: posting.ref, service: posting.service,
    });
    this.balances.set(line.account, balanceAfter);
    const history = this.histories.get(line.account);
    if (history) history.push(index);
    else this.histories.set(line.account, [index]);
  }

  private refuse(account: string, posting: Posting, failed: Line): never {
    this.dropEntries(posting.lines.slice(0, posting.lines.indexOf(failed)));
    throw new Refusal(402, "insufficient_balance", `The account ${account} does not hold enough`);
  }

  private undo(posting: Posting): void {
    this.dropEntries(posting.lines);
    this.postings -= 1;
  }

  private dropEntries(lines: readonly Line[]): void {
    for (const line of [...lines].reverse()) {
      this.entries.pop();
      this.histories.get(line.account)?.pop();
      this.balances.set(line.account, usdc(this.balance(line.account) - line.amountMicros));
    }
  }
}
