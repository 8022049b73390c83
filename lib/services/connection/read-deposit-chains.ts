import { PlatformError } from "@/lib/purpleflea/errors";
import type { ServiceContext } from "../context";
import { openPlatform } from "./open-platform";

/** The chains that the platform takes deposits on, asked with the orchestrator's key; `null` when it does not answer. */
export async function readDepositChains(ctx: ServiceContext, connectionId: string, accountId: string | null): Promise<string[] | null> {
  try {
    return (await (await openPlatform(ctx, connectionId, accountId)).listDepositChains()).value.map(({ chain }) => chain);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return null;
  }
}
