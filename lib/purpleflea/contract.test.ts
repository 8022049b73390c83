import { afterAll, describe, expect, it } from "vitest";
import { CAPABILITIES, type Capability, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import { type Dialect, DIALECTS } from "@/lib/core/escrow/states";
import { ADAPTERS } from "./dispatch";
import { CONTRACT } from "./testing/contract-cases";
import { createTestFleet } from "./testing/test-fleet";

const implemented = DIALECTS.flatMap((dialect) =>
  CAPABILITIES.filter((capability) => ADAPTERS[dialect]?.[capability] !== undefined)
    .map((capability) => ({ dialect, capability })));
const kept = new Map<string, boolean>();

/** One line per capability, one column per dialect that we speak. */
function table(): string {
  const columns = DIALECTS.filter((dialect) => ADAPTERS[dialect] !== undefined);
  const cell = (dialect: Dialect, capability: Capability) => {
    const isKept = kept.get(`${dialect} ${capability}`);
    return (isKept === undefined ? "-" : isKept ? "kept" : "BROKEN").padEnd(8);
  };
  const rows = CAPABILITIES.map((name) => `${name.padEnd(18)}${columns.map((dialect) => cell(dialect, name)).join("")}`);
  return [`${"".padEnd(18)}${columns.map((dialect) => dialect.padEnd(8)).join("")}`, ...rows].join("\n");
}

describe("the contract of the port", () => {
  it.each(implemented)("$dialect keeps $capability", async ({ dialect, capability }) => {
    kept.set(`${dialect} ${capability}`, false);
    const fleet = await createTestFleet();
    const speakers = {
      orchestrator: fleet.as(fleet.orchestrator, capability, dialect), worker: fleet.as(fleet.worker, capability, dialect),
    };
    await CONTRACT[capability](fleet, speakers, dialect);
    kept.set(`${dialect} ${capability}`, true);
  });

  it("has a dialect behind everything that the sandbox connection names", () => {
    for (const capability of CAPABILITIES) {
      const dialect = SANDBOX_DIALECTS[capability];
      expect(dialect !== null && ADAPTERS[dialect]?.[capability], capability).toBeTypeOf("function");
    }
  });

  afterAll(() => process.stdout.write(`\n${table()}\n`));
});
