import { checkSetupToken } from "@/lib/services/operator/setup-link";
import { processDatabase, processNow } from "./service-context";

/** What a set-up link is worth; `done` once the console has an administrator. */
export async function setupState(token: string): Promise<"done" | "valid" | "invalid"> {
  return checkSetupToken({ db: processDatabase(), now: processNow }, token);
}

/** True while the console has no administrator. */
export async function isAwaitingSetup(): Promise<boolean> {
  return (await setupState("")) !== "done";
}
