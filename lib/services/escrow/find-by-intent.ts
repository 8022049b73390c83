import type { ServiceContext } from "../context";

/** The escrow that an intent is about; `null` when there is none. A lost reply leads to its page by this. */
export async function findEscrowOfIntent({ db }: Pick<ServiceContext, "db">, intentId: string | null): Promise<string | null> {
  if (intentId === null) return null;
  const intent = await db.intent.findUnique({ where: { id: intentId }, select: { subjectType: true, subjectId: true } });
  return intent?.subjectType === "escrow" ? intent.subjectId : null;
}
