import { refuseCaller } from "@/lib/actions/api-route";
import { refuseStranger } from "@/lib/actions/api-refusal";
import { requestCaller } from "@/lib/actions/request-credential";
import { env } from "@/lib/env";
import { openApiDocument } from "@/lib/schemas/api/openapi";

/** The description of this API, for every session and every token. */
export async function GET(request: Request): Promise<Response> {
  const caller = await requestCaller(request);
  if (!caller) return refuseStranger();
  return (await refuseCaller(caller, null)) ?? Response.json(openApiDocument(env().CONSOLE_URL), { headers: { "cache-control": "no-store" } });
}
