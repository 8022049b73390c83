/** The longest answer we read: a referral summary that lists 10,000 agents is a little over one mebibyte. */
export const BODY_BYTES_MAX = 8 * 1_048_576;

/** The text of an answer. Throws a RangeError when it is longer than `bytesMax`; the rest is not read. */
export async function readBody(response: Response, bytesMax = BODY_BYTES_MAX): Promise<string> {
  if (Number(response.headers.get("content-length") ?? 0) > bytesMax) throw new RangeError("The answer is too long");
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      throw new RangeError("The answer is too long");
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}
