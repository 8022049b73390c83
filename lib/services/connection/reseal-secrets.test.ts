import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseKeyring } from "@/lib/db/vault";
import { startTestFleet, type TestFleet } from "@/lib/services/testing/test-fleet";
import { openJudgeSecret } from "@/lib/services/run/judge-secret";
import { openCredential } from "./open-credential";
import { resealSecrets } from "./reseal-secrets";

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
});
