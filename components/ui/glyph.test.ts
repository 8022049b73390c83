import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GLYPHS } from "./glyph-names";

describe("the icon file", () => {
  const file = readFileSync(new URL("../../public/icons.svg", import.meta.url), "utf8");

  it.each(GLYPHS)("draws %s", (name) => {
    expect(file).toContain(`<symbol id="${name}"`);
  });
});
