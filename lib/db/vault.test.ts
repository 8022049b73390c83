import { describe, expect, it } from "vitest";
import { parseKeyring, seal, unseal } from "./vault";

const one = `v1:${Buffer.alloc(32, 1).toString("base64")}`;
const two = `v2:${Buffer.alloc(32, 2).toString("base64")}`;
const place = { table: "AgentKey", id: "key_1", column: "ciphertext" };

describe("vault", () => {
  it("opens what it sealed, also after a newer key was added", () => {
    const sealed = seal(parseKeyring(one), "pf_live_secret", place);
    expect(sealed).not.toContain("secret");
    expect(unseal(parseKeyring(`${two},${one}`), sealed, place)).toBe("pf_live_secret");
  });

  it("refuses a ciphertext that was moved to another row", () => {
    const sealed = seal(parseKeyring(one), "pf_live_secret", place);
    expect(() => unseal(parseKeyring(one), sealed, { ...place, id: "key_2" })).toThrow();
  });

  it("refuses altered text and a missing key", () => {
    const sealed = seal(parseKeyring(two), "pf_live_secret", place);
    // Another first letter, whatever it was: each stands for six whole bits.
    const start = sealed.lastIndexOf(".") + 1;
    const altered = `${sealed.slice(0, start)}${sealed[start] === "A" ? "B" : "A"}${sealed.slice(start + 1)}`;
    expect(() => unseal(parseKeyring(two), altered, place)).toThrow();
    expect(() => unseal(parseKeyring(one), sealed, place)).toThrow(/No master key v2/);
  });

  it("says what a key must look like", () => {
    expect(() => parseKeyring("secret")).toThrow(/expected v1:/);
    expect(() => parseKeyring("")).toThrow(/at least one key/);
  });
});
