import { actorCan } from "@/lib/core/access/actor";
import { notify } from "@/lib/db/notify";
import { PlatformError } from "@/lib/purpleflea/errors";
import type { ServiceContext } from "../context";
import { ServiceError } from "../service-error";
import { openPlatform } from "./open-platform";

/** Read on the platform, or why not. */
export interface AccountReading {
  readonly service: string;
  readonly balanceMicros: bigint | null;
  readonly note: string | null;
}

/**
 * Reads the balance of every account of an agent that the console holds a key of, and keeps what came with its age.
 * Wallet and trading name no balance in USDC, so theirs stays unavailable. Errors: `FORBIDDEN`.
 */
export async function readAccounts(ctx: ServiceContext, connectionId: string, agentId: string): Promise<AccountReading[]> {
  if (!actorCan(ctx.actor, "fleet.read")) throw new ServiceError("FORBIDDEN", "Your roles do not allow this.");
  const accounts = await ctx.db.agentAccount.findMany({
    where: { agentId, connectionId, keys: { some: { retiredAt: null } } }, select: { id: true, service: true },
  });
  const readings: AccountReading[] = [];
  for (const account of accounts) readings.push(await readOne(ctx, connectionId, account));
  await ctx.db.$transaction((tx) => notify(tx, "workers", agentId));
  return readings;
}

async function readOne(ctx: ServiceContext, connectionId: string, { id, service }: { id: string; service: string }): Promise<AccountReading> {
  if (service !== "platform" && service !== "domains") return { service, balanceMicros: null, note: `${service} names no balance in USDC` };
  try {
    const client = await openPlatform(ctx, connectionId, id);
    const balanceMicros = service === "domains" ? (await client.getDomainsAccount()).value.available : (await client.getBalance()).value.available;
    await ctx.db.agentAccount.update({ where: { id }, data: { balanceMicros, balanceReadAt: new Date(ctx.now()) } });
    return { service, balanceMicros, note: null };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { service, balanceMicros: null, note: error.message };
  }
}
