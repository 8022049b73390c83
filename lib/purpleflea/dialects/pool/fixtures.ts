/** What the programs of seed 004 read, and no field more. */
export const TABLES = { tables: [{ id: "tbl_1", decks_remaining: 4.5 }, { id: "tbl_2", decks_remaining: 2.1 }] };

export const JOINED = {};

export const STATE = { recent_cards: [{ value: "K" }, { value: 6 }, { value: "10" }], decks_remaining: 3.9 };

export const HAND = { player_total: 11, dealer_upcard: 7, is_soft: false };

export const DISTRIBUTED = { escrow_id: "esc_pool1" };
