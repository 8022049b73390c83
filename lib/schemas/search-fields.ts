/**
 * Fields of a page's address. An address is typed and shared by people: a value that we do not know falls back to the
 * default, it never breaks the page.
 */
import { z } from "zod";
import { type Cursor, decodeCursor } from "./cursor";

/** Of a parameter that stands more than once, the first. */
export const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** Words of a person; `null` where there are none, or too many. */
export const textParam = (max: number) => z.preprocess(firstOf, z.string().trim().min(1).max(max).nullable().catch(null)).default(null);

/** One of the options, else the fallback. */
export const choiceParam = <const T extends readonly [string, ...string[]]>(options: T, fallback: T[number]) =>
  z.preprocess(firstOf, z.enum(options).catch(fallback as never)).default(fallback as never);

/** One of the options, else `null`. */
export const optionalChoiceParam = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.preprocess(firstOf, z.enum(options).nullable().catch(null)).default(null);

/** A whole UTC day, else `null`. */
export const dayParam = z.preprocess(firstOf, z.iso.date().nullable().catch(null)).default(null);

/** A place in a list that we gave out ourselves, else `null`. */
export const cursorParam = z.preprocess((value) => {
  const word = firstOf(value);
  return typeof word === "string" ? decodeCursor(word) : null;
}, z.custom<Cursor | null>()).default(null);
