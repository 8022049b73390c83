/** A body that was read, or why it was not: larger than allowed, or no JSON. A blank body is `undefined`. */
export type JsonBody = { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly reason: "TOO_LARGE" | "NOT_JSON" };

/** Reads a JSON body; it is not read further than `bytesMax`. */
export async function readJsonBody(request: Request, bytesMax: number): Promise<JsonBody> {
  const text = await readText(request, bytesMax);
  if (text === null) return { ok: false, reason: "TOO_LARGE" };
  try {
    return { ok: true, json: text.trim() === "" ? undefined : (JSON.parse(text) as unknown) };
  } catch {
    return { ok: false, reason: "NOT_JSON" };
  }
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
