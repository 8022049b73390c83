import type { ConnectionMode } from "@/lib/core/connection/connection-mode";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { toDecimal, usdc } from "@/lib/core/money";
import { type EpochMs, toEpochMs, toIso } from "@/lib/core/time";

type Money<K extends string> = { [N in K | `${K}Micros`]: string };
type OptionalMoney<K extends string> = { [N in K | `${K}Micros`]: string | null };

/** Each amount twice: as exact decimal text and in micros. */
export function money<K extends string>(amounts: Readonly<Record<K, bigint>>): Money<K> {
  return optionalMoney(amounts) as Money<K>;
}

/** As above, `null` where there is no amount. */
export function optionalMoney<K extends string>(amounts: Readonly<Record<K, bigint | null>>): OptionalMoney<K> {
  const fields = Object.entries<bigint | null>(amounts).flatMap(([name, micros]) => [
    [name, micros === null ? null : toDecimal(usdc(micros))], [`${name}Micros`, micros === null ? null : String(micros)],
  ]);
  return Object.fromEntries(fields) as OptionalMoney<K>;
}

/** An instant as text, `null` stays `null`. */
export function isoOrNull(at: EpochMs | Date | null): string | null {
  if (at === null) return null;
  return toIso(at instanceof Date ? toEpochMs(at.getTime()) : at);
}

/** What every answer begins with. */
export function envelopeOf({ mode, name }: CurrentConnection): { mode: ConnectionMode; connection: string } {
  return { mode, connection: name };
}
