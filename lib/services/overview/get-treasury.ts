import type { Treasury } from "@/lib/core/overview/overview-view";
import { addMs, DAY_MS, toEpochMs } from "@/lib/core/time";
import { getUnknowns } from "./get-unknowns";
import type { ServiceContext } from "../context";

/** Reads the last proof, the open questions and the course of the last day; `null` before the first proof. */
export async function getTreasury(ctx: ServiceContext, connectionId: string): Promise<Treasury | null> {
  const now = ctx.now();
  const dayAgo = new Date(addMs(now, -DAY_MS));
  const [proof, before, unknowns, history] = await Promise.all([
    ctx.db.treasuryProof.findFirst({ where: { connectionId }, orderBy: { at: "desc" } }),
    ctx.db.treasuryProof.findFirst({ where: { connectionId, at: { lte: dayAgo } }, orderBy: { at: "desc" } }),
    getUnknowns(ctx, connectionId),
    ctx.db.treasuryProof.findMany({ where: { connectionId, at: { gt: dayAgo } }, orderBy: { at: "desc" }, take: 60 }),
  ]);
  if (!proof) return null;
  const totalMicros = sumOf(proof);
  const missing = proof.differenceMicros < 0n ? -proof.differenceMicros : 0n;
  const doubt = unknowns.amountMicros > missing ? unknowns.amountMicros : missing;
  return {
    totalMicros, provenMicros: doubt > totalMicros ? 0n : totalMicros - doubt, availableMicros: proof.availableMicros,
    walletsMicros: proof.walletsMicros, escrowMicros: proof.escrowMicros, unknownMicros: unknowns.amountMicros,
    unknownCount: unknowns.count, nextCheckAt: unknowns.nextCheckAt, differenceMicros: proof.differenceMicros, note: proof.note,
    provenAt: toEpochMs(proof.at.getTime()), dayAgoMicros: before && sumOf(before), history: history.reverse().map(sumOf),
  };
}

function sumOf(proof: { availableMicros: bigint; walletsMicros: bigint; escrowMicros: bigint }): bigint {
  return proof.availableMicros + proof.walletsMicros + proof.escrowMicros;
}
