import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestFleet, type TestFleet } from "../testing/test-fleet";
import { requestRetirement } from "./retire-worker";
import { failSpawn, finishSpawnStep } from "./spawn-progress";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

/** A worker whose spawn was under way when somebody asked for its retirement. */
async function retiringMidSpawn(name: string): Promise<string> {
  const { agentId } = await fleet.addWorker(name);
  await fleet.db.agent.update({ where: { id: agentId }, data: { state: "registering", spawnStep: "funded" } });
  const asked = await requestRetirement(fleet.as("operator"), fleet.connectionId, { agentId, escrows: "wait", idempotencyKey: `retire-${name}` });
  expect(asked.ok).toBe(true);
  return agentId;
}
const stateOf = async (id: string) => (await fleet.db.agent.findUniqueOrThrow({ where: { id } })).state;

describe("a spawn that ends after somebody asked for the retirement", () => {
  it("does not bring the worker back to life", async () => {
    const agentId = await retiringMidSpawn("late-ready");
    await finishSpawnStep(fleet.system, agentId, "ready");
    expect(await stateOf(agentId)).toBe("retiring");
    expect(await fleet.db.auditEntry.count({ where: { subjectId: agentId, action: "worker.ready" } })).toBe(0);
  });

  it("does not call a retirement off by its own failure", async () => {
    const agentId = await retiringMidSpawn("late-failure");
    await failSpawn(fleet.system, agentId, { code: "STOPPED", message: "The platform did not answer." });
    expect(await stateOf(agentId)).toBe("retiring");
  });
});
