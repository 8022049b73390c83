import { type Usdc, usdc } from "@/lib/core/money";
import { type EpochMs, MINUTE_MS } from "@/lib/core/time";
import { seededUnit } from "../random";

interface Market {
  readonly coin: string;
  readonly category: "crypto" | "stock" | "commodity";
  readonly baseMicros: bigint;
  readonly maxLeverage: number;
}

export const MARKETS: readonly Market[] = [
  { coin: "BTC", category: "crypto", baseMicros: 90_000_000_000n, maxLeverage: 50 },
  { coin: "ETH", category: "crypto", baseMicros: 3_000_000_000n, maxLeverage: 50 },
  { coin: "SOL", category: "crypto", baseMicros: 150_000_000n, maxLeverage: 20 },
  { coin: "DOGE", category: "crypto", baseMicros: 160_000n, maxLeverage: 10 },
  { coin: "TSLA", category: "stock", baseMicros: 400_000_000n, maxLeverage: 10 },
  { coin: "NVDA", category: "stock", baseMicros: 180_000_000n, maxLeverage: 10 },
  { coin: "GOLD", category: "commodity", baseMicros: 4_000_000_000n, maxLeverage: 20 },
  { coin: "OIL", category: "commodity", baseMicros: 65_000_000n, maxLeverage: 20 },
];

export function findMarket(coin: unknown): Market | undefined {
  return typeof coin === "string" ? MARKETS.find((market) => market.coin === coin.toUpperCase()) : undefined;
}

/** The sandbox's price: it follows from the coin and the minute alone, within 3 % of a fixed base. No market data. */
export function priceAt(market: Market, now: EpochMs): Usdc {
  const minute = Math.floor(now / MINUTE_MS);
  const shift = market.coin.charCodeAt(0) * 7 + market.coin.length;
  const wave = Math.round(20_000 * Math.sin((minute + shift) / 97));
  const noise = Math.floor(seededUnit(minute * 31 + shift)() * 20_000) - 10_000;
  return usdc((market.baseMicros * BigInt(1_000_000 + wave + noise)) / 1_000_000n);
}
