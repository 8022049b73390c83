import { chmodSync, mkdirSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { canEnter, chooseUser } from "./place";

const passwd = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\nnode:x:1000:1000::/home/node:/bin/sh\n";

describe("the user that runs PostgreSQL", () => {
  it("is whoever starts, unless that is root", () => {
    expect(chooseUser(1000, () => passwd)).toBeUndefined();
    expect(chooseUser(undefined, () => passwd)).toBeUndefined();
  });

  it("is the first of postgres, node and nobody for root", () => {
    expect(chooseUser(0, () => passwd)).toEqual({ name: "node", uid: 1000, gid: 1000 });
    expect(() => chooseUser(0, () => "root:x:0:0::/root:/bin/sh\n")).toThrow("DATABASE_URL");
  });

  it("cannot enter a folder below one that is closed to it", () => {
    const root = mkdtempSync(path.join(os.tmpdir(), "place-"));
    const inside = path.join(root, "a/b");
    mkdirSync(inside, { recursive: true });
    const stranger = { name: "stranger", uid: 54_321, gid: 54_321 };
    chmodSync(root, 0o755);
    expect(canEnter(inside, stranger)).toBe(true);
    chmodSync(root, 0o700);
    expect(canEnter(inside, stranger)).toBe(false);
  });
});
