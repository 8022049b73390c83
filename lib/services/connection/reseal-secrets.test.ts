import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseKeyring, unseal } from "@/lib/db/vault";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { openJudgeSecret } from "@/lib/services/run/judge-secret";
import { lock } from "@/lib/services/escrow/test-escrow";
import { openCredential } from "./open-credential";
import { resealInRounds, resealSecrets } from "./reseal-secrets";

let fleet: TestFleet;
beforeAll(async () => { fleet = await startTestFleet(); });
afterAll(() => fleet.close());

describe("rotating the master key", () => {
  it("re-encrypts stored keys so that the older master key can go", async () => {
    const older = Buffer.alloc(32, 7).toString("base64");
    const newer = Buffer.alloc(32, 8).toString("base64");
    const before = await openCredential(fleet.db, fleet.system.keyring, fleet.orchestrator.accountId);
    const judging = await openJudgeSecret(fleet.system, fleet.connectionId);
    const ctx = { ...fleet.system, keyring: parseKeyring(`v2:${newer},v1:${older}`) };
    expect(await resealSecrets(ctx)).toBe(2);
    expect(await resealSecrets(ctx)).toBe(0);
    expect(await openJudgeSecret({ ...ctx, keyring: parseKeyring(`v2:${newer}`) }, fleet.connectionId)).toBe(judging);
    expect(await openCredential(fleet.db, parseKeyring(`v2:${newer}`), fleet.orchestrator.accountId)).toEqual(before);
  });

  it("re-encrypts the lock codes of escrows, whichever way the number of the key goes", async () => {
    const own = await startTestFleet();
    const { agentId } = await own.addWorker("sealed");
    const id = await lock(own, agentId, "1.00");
    const keys = new Map([9, 10, 3].map((version) => [`v${version}`, Buffer.alloc(32, version).toString("base64")]));
    const all = [...[...keys].map(([version, key]) => `${version}:${key}`), own.masterKeys];
    const codeUnder = async (ring: string) =>
      unseal(parseKeyring(ring), (await own.db.escrow.findUniqueOrThrow({ where: { id } })).lockCode ?? "", { table: "Escrow", id, column: "lockCode" });
    const code = await codeUnder(own.masterKeys);
    for (const newest of all) {
      await resealInRounds({ ...own.system, keyring: parseKeyring([newest, ...all.filter((key) => key !== newest)].join(",")) });
      expect(await codeUnder(newest)).toBe(code);
    }
    await own.close();
  });
});
