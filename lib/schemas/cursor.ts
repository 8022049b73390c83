/** A place in a keyset list: the sort value of the last row seen and its id, which breaks ties. */
export interface Cursor {
  readonly value: string;
  readonly id: string;
}

/** The cursor as one opaque word of a URL. */
export function encodeCursor({ value, id }: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([value, id]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The cursor behind a word; `null` when somebody changed it. */
export function decodeCursor(word: string): Cursor | null {
  if (word.length > 600) return null;
  try {
    const binary = atob(word.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const pair: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    const [value, id] = pair as unknown[];
    return typeof value === "string" && typeof id === "string" ? { value, id } : null;
  } catch {
    // Not base64, not UTF-8 or not JSON: a word that we never gave out.
    return null;
  }
}
