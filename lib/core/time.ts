/** Milliseconds since 1970-01-01 UTC: the only instant inside. Enters as an argument, never read here. */
export type EpochMs = number & { readonly __brand: "EpochMs" };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Brands a whole number of milliseconds. Throws on anything that is not a finite number. */
export function toEpochMs(value: number): EpochMs {
  if (!Number.isFinite(value)) throw new RangeError(`Not an instant: ${value}`);
  return Math.trunc(value) as EpochMs;
}

/** Reads an ISO 8601 instant with a zone. Throws a RangeError on anything else. */
export function fromIso(text: string): EpochMs {
  return toEpochMs(Date.parse(text));
}

/** The instant of a database column. */
export function fromDate(date: Date): EpochMs {
  return toEpochMs(date.getTime());
}

/** As `fromDate`; a column without an instant stays `null`. */
export function fromDateOrNull(date: Date | null): EpochMs | null {
  return date === null ? null : fromDate(date);
}

/** ISO 8601 in UTC with milliseconds, the form of every time in JSON. */
export function toIso(at: EpochMs): string {
  return new Date(at).toISOString();
}

/** The instant `deltaMs` later (or earlier, when negative). */
export function addMs(at: EpochMs, deltaMs: number): EpochMs {
  return toEpochMs(at + deltaMs);
}

/** The UTC calendar day, `YYYY-MM-DD`, used as the key of daily rollups. */
export function utcDay(at: EpochMs): string {
  return toIso(at).slice(0, 10);
}

/** A source of time: the process clock at the edges, a movable one in tests. */
export type Clock = () => EpochMs;
