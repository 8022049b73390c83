/** Opens a session over HTTP, as the sign-in page does, and gives its cookies for a browser. */
import { type BrowserContextOptions, request } from "@playwright/test";

export type StorageState = Exclude<BrowserContextOptions["storageState"], string | undefined>;

export async function openSession(url: string, person: { readonly email: string; readonly password: string }): Promise<StorageState> {
  const client = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const { csrfToken } = (await (await client.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await client.post("/api/auth/callback/credentials", { form: { ...person, csrfToken, json: "true" } });
  if (!answer.ok()) throw new Error(`${person.email} could not sign in: ${answer.status()}`);
  const state = await client.storageState();
  await client.dispose();
  return state;
}
