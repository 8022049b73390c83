import { PlatformError } from "@/lib/purpleflea/errors";
import type { ServiceContext } from "../context";
import { openPlatform } from "./open-platform";

/** The chains that the platform takes deposits on; empty when it does not answer. A public read. */
export async function readDepositChains(ctx: ServiceContext, connectionId: string): Promise<string[]> {
  try {
    return (await (await openPlatform(ctx, connectionId, null)).listDepositChains()).value.map(({ chain }) => chain);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return [];
  }
}
