import type { ConnectionTreasury } from "@/lib/core/connection/connection-view";
import type { ServiceContext } from "../context";
import { getConnection } from "./load-connection";

/** From the intents of this connection alone. Errors: `NOT_FOUND`. */
export async function getConnectionTreasury(ctx: Pick<ServiceContext, "db">, connectionId: string): Promise<ConnectionTreasury> {
  await getConnection(ctx.db, connectionId);
  const intents = await ctx.db.intent.findMany({
    where: { subjectId: connectionId, kind: { in: ["money.depositAddress", "money.faucetClaim", "money.withdrawCommission"] } },
    orderBy: { createdAt: "desc" }, take: 60,
  });
  const of = (kind: string) => intents.filter((intent) => intent.kind === kind);
  const seen = new Set<string>();
  const deposits = of("money.depositAddress").flatMap(({ reply, outcome, createdAt }) => {
    const answer = reply as { chain?: string; address?: string; token?: string | null } | null;
    if (outcome !== "succeeded" || !answer?.chain || !answer.address || seen.has(answer.chain)) return [];
    seen.add(answer.chain);
    return [{ chain: answer.chain, address: answer.address, token: answer.token ?? null, at: createdAt }];
  });
  const [claim] = of("money.faucetClaim");
  return {
    deposits, lastClaim: claim ? { outcome: claim.outcome, message: claim.errorMessage, at: claim.createdAt } : null,
    lastPayouts: of("money.withdrawCommission").slice(0, 10).map(({ id, outcome, reply, plan, errorMessage, createdAt }) => ({
      id, outcome, at: createdAt, words: payoutWords(outcome, reply, (plan as { service?: string }).service ?? "", errorMessage),
    })),
  };
}

/** The services queue a payout: until they say completed, it is not. */
function payoutWords(outcome: string, reply: unknown, service: string, refused: string | null): string {
  const { amount, state, word } = (reply ?? {}) as { amount?: string; state?: string; word?: string };
  if (outcome !== "succeeded") return `${service}: ${refused ?? "on its way"}`;
  const where = state === "completed" ? "paid out" : state === "in_review" ? "waits for a person at the platform" : "queued by the platform, not paid yet";
  return `${service}: ${amount ?? "?"} USDC ${where} (${word ?? "no word"})`;
}
