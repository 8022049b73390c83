import { describe, expect, it } from "vitest";
import { usdc } from "@/lib/core/money";
import { PlatformRefused, PlatformReplyLost } from "@/lib/purpleflea/errors";
import { settleByRepeat } from "./settle-by-repeat";

const facts = { service: "wallet", route: "POST /api/wallets/:id/fund", outcome: "rejected" } as const;
const refusal = (status: number, upstreamCode: string) => new PlatformRefused("Refused", { ...facts, status, upstreamCode });

describe("settling a lost move by the same request under the same task id", () => {
  it("takes the platform's first answer as proof", async () => {
    const value = { reference: "wtx_1", amount: usdc(2_000_000n), balance: usdc(2_000_000n) };
    expect(await settleByRepeat(async () => ({ value }))).toMatchObject({ proof: "happened", reply: value });
  });

  it.each([[402, "insufficient_balance"], [403, "daily_limit_exceeded"]])(
    "takes %i %s, a refusal of the move itself, as proof that there never was one", async (status, code) => {
      expect(await settleByRepeat(() => Promise.reject(refusal(status, code)))).toMatchObject({ proof: "absent" });
    },
  );

  it.each([[401, "unauthorized"], [403, "forbidden"], [409, "task_id_conflict"]])(
    "learns nothing from %i: it refuses who asks, or says that the task is there", async (status, code) => {
      expect(await settleByRepeat(() => Promise.reject(refusal(status, code)))).toMatchObject({ proof: "unclear" });
    },
  );

  it("passes on a repeat that was lost as well", async () => {
    const lost = new PlatformReplyLost("Lost", { ...facts, outcome: "unknown" });
    await expect(settleByRepeat(() => Promise.reject(lost))).rejects.toBe(lost);
  });
});
