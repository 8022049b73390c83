import { createPlatformClient, type PlatformClient } from "@/lib/purpleflea/client";
import type { ServiceContext } from "../context";
import { getConnection, toPlatformSettings } from "./load-connection";
import { openCredential } from "./open-credential";

/** A reader of the platform that signs with one account's key; `null` for public reads. */
export async function openPlatform(ctx: ServiceContext, connectionId: string, accountId: string | null): Promise<PlatformClient> {
  const settings = toPlatformSettings(await getConnection(ctx.db, connectionId));
  const credential = accountId ? await openCredential(ctx.db, ctx.keyring, accountId) : null;
  return createPlatformClient(settings, credential, { fetch: ctx.fetch, now: ctx.now, sleep: (ms) => ctx.sleep(ms), log: ctx.log });
}
