import { createHash } from "node:crypto";
import type { World } from "../world";
import { type Card, cardAt } from "./cards";

export const DECKS = 6;
export const SHOE_CARDS = DECKS * 52;
/** The cut card: when so few are left, the shoe is shuffled before the next hand. */
const CUT_AT = 78;
const RECENT_MAX = 40;

export interface DealtCard extends Card {
  /** Our addition: counts on over the table's life, so that a poller counts no card twice. */
  readonly seq: number;
}

export interface TableRow {
  readonly id: string;
  readonly game: string;
  readonly status: "open" | "closed";
  readonly seed: string;
  readonly shoe: number;
  readonly position: number;
  readonly dealt: number;
  readonly recent: readonly DealtCard[];
  readonly seats: readonly string[];
}

export const SEATS_MAX = 100;
const TABLES: readonly Pick<TableRow, "id" | "game" | "status">[] = [
  { id: "tbl_bj_01", game: "blackjack", status: "open" }, { id: "tbl_bj_02", game: "blackjack", status: "open" },
  { id: "tbl_bj_03", game: "blackjack", status: "open" }, { id: "tbl_bj_04", game: "blackjack", status: "open" },
  { id: "tbl_bj_05", game: "blackjack", status: "open" }, { id: "tbl_bj_06", game: "blackjack", status: "open" },
  { id: "tbl_bj_07", game: "blackjack", status: "closed" },
];

export const tableRows = (world: World) => world.table<TableRow>("casino-table");

/** The house's tables, which are there from the first look on. */
export function allTables(world: World): TableRow[] {
  return TABLES.map((one) => tableOf(world, one.id)).filter((row) => row !== undefined);
}

export function tableOf(world: World, id: string): TableRow | undefined {
  const known = TABLES.find((one) => one.id === id);
  if (!known) return undefined;
  return tableRows(world).get(id) ?? tableRows(world).put({
    ...known, seed: world.random.hex(32), shoe: 1, position: 0, dealt: 0, recent: [], seats: [],
  });
}

export function decksRemaining(table: TableRow): number {
  return Math.round(((SHOE_CARDS - table.position) / 52) * 100) / 100;
}

/** Deals from the table's shoe within one hand; what is dealt becomes public. */
export class Dealer {
  private order: readonly number[];

  constructor(private table: TableRow) {
    this.order = shoeOrder(table.seed, table.shoe);
  }

  get state(): TableRow {
    return this.table;
  }

  draw(): Card {
    if (this.table.position >= SHOE_CARDS) this.shuffle();
    const card = cardAt(this.order[this.table.position] ?? 0);
    const seq = this.table.dealt + 1;
    const recent = [...this.table.recent, { ...card, seq }].slice(-RECENT_MAX);
    this.table = { ...this.table, position: this.table.position + 1, dealt: seq, recent };
    return card;
  }

  /** Before a hand, when the cut card has come. A new shoe starts a new list of recent cards. */
  shuffleIfCut(): void {
    if (SHOE_CARDS - this.table.position <= CUT_AT) this.shuffle();
  }

  private shuffle(): void {
    this.table = { ...this.table, shoe: this.table.shoe + 1, position: 0, recent: [] };
    this.order = shoeOrder(this.table.seed, this.table.shoe);
  }
}

/** The order of a shoe follows from its seed and number alone: sorted by a hash for each card. */
function shoeOrder(seed: string, shoe: number): readonly number[] {
  const keys = Array.from({ length: SHOE_CARDS }, (_, index) => ({
    index, key: createHash("sha256").update(`${seed}:${shoe}:${index}`).digest("hex"),
  }));
  return keys.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ index }) => index % 52);
}
