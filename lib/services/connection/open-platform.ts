import { createPlatformClient, type PlatformClient } from "@/lib/purpleflea/client";
import type { ServiceContext } from "../context";
import { getConnection, toPlatformSettings } from "./load-connection";
import { openCredential } from "./open-credential";
import { platformRuntime } from "./platform-runtime";

/** A reader of the platform that signs with one account's key; `null` for public reads. */
export async function openPlatform(ctx: ServiceContext, connectionId: string, accountId: string | null): Promise<PlatformClient> {
  const row = await getConnection(ctx.db, connectionId);
  const credential = accountId ? await openCredential(ctx.db, ctx.keyring, accountId) : null;
  return createPlatformClient(toPlatformSettings(row), credential, platformRuntime(ctx, row, accountId ?? "public"));
}
