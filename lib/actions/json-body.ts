/** Levels of a body: more than any value that is kept has, and few enough for every reader that goes down into it. */
export const BODY_DEPTH_MAX = 64;

/** A body that was read, or why it was not: too large, too deep, or no JSON. A blank body is `undefined`. */
export type JsonBody = { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly reason: "TOO_LARGE" | "TOO_DEEP" | "NOT_JSON" };

/** Reads a JSON body; it is not read further than `bytesMax`. */
export async function readJsonBody(request: Request, bytesMax: number): Promise<JsonBody> {
  const text = await readText(request, bytesMax);
  if (text === null) return { ok: false, reason: "TOO_LARGE" };
  if (isDeeperThan(text, BODY_DEPTH_MAX)) return { ok: false, reason: "TOO_DEEP" };
  try {
    return { ok: true, json: text.trim() === "" ? undefined : (JSON.parse(text) as unknown) };
  } catch {
    return { ok: false, reason: "NOT_JSON" };
  }
}

/** Why a body was not taken, for whoever sent it. */
export function bodyWords(reason: "TOO_LARGE" | "TOO_DEEP" | "NOT_JSON", bytesMax: number): string {
  if (reason === "TOO_LARGE") return `A body may have ${bytesMax} bytes.`;
  return reason === "TOO_DEEP" ? `A body may be nested ${BODY_DEPTH_MAX} levels deep.` : "The body is not JSON.";
}

async function readText(request: Request, bytesMax: number): Promise<string | null> {
  if (!request.body) return "";
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > bytesMax) return null;
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\[]{}'].map((sign) => sign.charCodeAt(0));

/** Counts the brackets outside of texts, before anything is made of them. */
function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isInText) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) isInText = false;
    } else if (code === QUOTE) isInText = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++depth > levels) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return false;
}
