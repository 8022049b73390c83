import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/core/order/json-value";
import { placeWords } from "./place-words";

const HUB: JsonObject = { pattern: "hub_spoke", legs: [{ key: "research" }, { key: "report", stages: [{}, {}] }] };

describe("the place of a fault", () => {
  it.each([
    ["name", "Name"], ["legs.0.amount", "Leg 1, research · amount"], ["legs.1.stages.1.worker", "Leg 2, report · Stage 2 · worker"],
    ["legs.0.backups.2", "Leg 1, research · backups"], ["legs.0.validators.1.pattern", "Leg 1, research · Check 2 · pattern"], ["legs", "Legs"],
    ["stages.0.amount", "Stage 1 · amount"], ["weights", "Weights"], ["legs.7.amount", "Leg 8 · amount"], ["", ""],
  ])("%s is said in the words of the form", (path, words) => {
    expect(placeWords(path, HUB)).toBe(words);
  });
});
