import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BODY_DEPTH_MAX, readJsonBody } from "./json-body";

const read = (body: string, bytesMax = 1_000_000) => readJsonBody(new Request("http://console.test/", { method: "POST", body }), bytesMax);
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

describe("the body of a request", () => {
  it("is read as it was written", async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue({ maxDepth: 10 }), async (value) => {
      expect(await read(JSON.stringify(value))).toEqual({ ok: true, json: JSON.parse(JSON.stringify(value)) as unknown });
    }), { numRuns: 50 });
    expect(await read("")).toEqual({ ok: true, json: undefined });
    expect(await read("{")).toEqual({ ok: false, reason: "NOT_JSON" });
  });

  it("is read no further than allowed", async () => {
    expect(await read("x".repeat(101), 100)).toEqual({ ok: false, reason: "TOO_LARGE" });
  });

  it("may be nested so deep and no deeper, and brackets in texts are no levels", async () => {
    expect(await read(nested(BODY_DEPTH_MAX))).toMatchObject({ ok: true });
    expect(await read(nested(BODY_DEPTH_MAX + 1))).toEqual({ ok: false, reason: "TOO_DEEP" });
    expect(await read(nested(250_000))).toEqual({ ok: false, reason: "TOO_DEEP" });
    expect(await read(`[${"[],".repeat(500)}[]]`)).toMatchObject({ ok: true });
    expect(await read(JSON.stringify({ a: "[".repeat(500), 'b\\"[[': `\\"${"{".repeat(500)}` }))).toMatchObject({ ok: true });
  });
});
