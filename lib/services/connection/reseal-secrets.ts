import { type SecretPlace, seal, unseal } from "@/lib/db/vault";
import type { ServiceContext } from "../context";

/**
 * Re-encrypts secrets that are still sealed under an older master key, about `batchMax` of each kind a call. After
 * a rotation the older key may be taken out of the configuration when this returns 0.
 */
export async function resealSecrets(ctx: ServiceContext, batchMax = 200): Promise<number> {
  const current = `${ctx.keyring.current}.`;
  const keys = await ctx.db.agentKey.findMany({
    where: { retiredAt: null, NOT: { ciphertext: { startsWith: current } } }, take: batchMax, select: { id: true, ciphertext: true },
  });
  for (const { id, ciphertext } of keys) {
    const moved = reseal(ctx, ciphertext, { table: "AgentKey", id, column: "ciphertext" });
    await ctx.db.agentKey.updateMany({ where: { id, ciphertext }, data: { ciphertext: moved } });
  }
  const escrows = await findOldLockCodes(ctx, batchMax);
  for (const { id, lockCode } of escrows) {
    const moved = reseal(ctx, lockCode, { table: "Escrow", id, column: "lockCode" });
    await ctx.db.escrow.updateMany({ where: { id, lockCode }, data: { lockCode: moved } });
  }
  const channels = await ctx.db.notifyChannel.findMany({
    where: { secret: { not: null }, NOT: { secret: { startsWith: current } } }, take: batchMax, select: { kind: true, secret: true },
  });
  for (const { kind, secret } of channels) {
    const moved = reseal(ctx, secret ?? "", { table: "NotifyChannel", id: kind, column: "secret" });
    await ctx.db.notifyChannel.updateMany({ where: { kind, secret }, data: { secret: moved } });
  }
  const pushes = await ctx.db.workerPush.findMany({ where: { NOT: { secret: { startsWith: current } } }, take: batchMax, select: { agentId: true, secret: true } });
  for (const { agentId, secret } of pushes) {
    const moved = reseal(ctx, secret, { table: "WorkerPush", id: agentId, column: "secret" });
    await ctx.db.workerPush.updateMany({ where: { agentId, secret }, data: { secret: moved } });
  }
  const judges = await ctx.db.judgeSecret.findMany({ where: { NOT: { secret: { startsWith: current } } }, take: batchMax, select: { connectionId: true, secret: true } });
  for (const { connectionId, secret } of judges) {
    const moved = reseal(ctx, secret, { table: "JudgeSecret", id: connectionId, column: "secret" });
    await ctx.db.judgeSecret.updateMany({ where: { connectionId, secret }, data: { secret: moved } });
  }
  return keys.length + escrows.length + channels.length + pushes.length + judges.length;
}

/** Those before and those after the present key in the order of the keys' index: nothing is read while all are sealed under it. */
function findOldLockCodes({ db, keyring: { current } }: ServiceContext, batchMax: number): Promise<{ id: string; lockCode: string }[]> {
  return db.$queryRaw<{ id: string; lockCode: string }[]>`
    (select id, "lockCode" from "Escrow" where "lockCode" is not null and split_part("lockCode", '.', 1) < ${current}
      order by split_part("lockCode", '.', 1) limit ${batchMax})
    union all (select id, "lockCode" from "Escrow" where "lockCode" is not null and split_part("lockCode", '.', 1) > ${current}
      order by split_part("lockCode", '.', 1) limit ${batchMax})`;
}

function reseal(ctx: ServiceContext, sealed: string, place: SecretPlace): string {
  return seal(ctx.keyring, unseal(ctx.keyring, sealed, place), place);
}

/** Rounds in a row: a million escrows take about an hour. */
const ROUNDS_MAX = 100;

/** As above, round after round while something is left. */
export async function resealInRounds(ctx: ServiceContext): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) if ((await resealSecrets(ctx)) === 0) return;
}
