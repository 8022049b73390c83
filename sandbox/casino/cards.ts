export interface Card {
  readonly value: string;
  readonly suit: string;
}

const VALUES = ["2", "3", "4", "5", "6", "7", "8", "9", "10", "J", "Q", "K", "A"];
const SUITS = ["hearts", "diamonds", "clubs", "spades"];

/** Card 0 to 51 of a deck; a shoe counts on. */
export function cardAt(index: number): Card {
  return { value: VALUES[index % 13] ?? "2", suit: SUITS[Math.floor(index / 13) % 4] ?? "spades" };
}

/** 0 for the two, 12 for the ace. */
export function rankOf(card: Card): number {
  return VALUES.indexOf(card.value);
}

/** What a card counts at blackjack: an ace 11. */
export function pointsOf(card: Card): number {
  return card.value === "A" ? 11 : Math.min(10, rankOf(card) + 2);
}

/** The best total of a hand, and whether an ace in it still counts 11. */
export function handTotal(cards: readonly Card[]): { total: number; isSoft: boolean } {
  let total = cards.reduce((sum, card) => sum + pointsOf(card), 0);
  let high = cards.filter((card) => card.value === "A").length;
  while (total > 21 && high > 0) {
    total -= 10;
    high -= 1;
  }
  return { total, isSoft: high > 0 };
}

export function isBlackjack(cards: readonly Card[]): boolean {
  return cards.length === 2 && handTotal(cards).total === 21;
}
