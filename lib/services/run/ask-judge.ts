import { z } from "zod";
import type { Json } from "@/lib/core/order/json-value";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import { readBody } from "@/lib/purpleflea/read-body";
import type { ServiceContext } from "../context";
import { checkWebhookAddress } from "../notify/webhook-address";

const TIMEOUT_MS = 20_000;
const ANSWER_BYTES_MAX = 65_536;

const answerSchema = z.object({ accept: z.boolean(), reasons: z.array(z.string().max(2_000)).max(20).default([]) });

export interface Verdict {
  readonly accept: boolean;
  readonly reasons: readonly string[];
}

interface Question {
  readonly url: string;
  readonly mode: "sandbox" | "live";
  readonly body: { readonly result: Json; readonly input: Json; readonly instructions: string; readonly revision: number };
}

/**
 * Asks an HTTP judge about one result: `{accept, reasons}` is its word; anything else is no word at all. The request names
 * no agent, no amount and no key. Errors: `BAD_ADDRESS`, `JUDGE_SILENT`.
 */
export async function askJudge(ctx: ServiceContext, { url, mode, body }: Question): Promise<Result<Verdict, Failure>> {
  const address = checkWebhookAddress(url, mode);
  if (!address.ok) return address;
  const silent = (message: string) => fail({ code: "JUDGE_SILENT", message });
  try {
    const response = await ctx.fetch(new Request(address.value, {
      method: "POST", body: JSON.stringify(body), redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { "content-type": "application/json", accept: "application/json", "user-agent": "purple-flea-console" },
    }));
    if (!response.ok) return silent(`The judge answered ${response.status || "with a redirect, which is not followed"}.`);
    const text = await readBody(response, ANSWER_BYTES_MAX);
    const parsed = answerSchema.safeParse(parse(text));
    return parsed?.success ? ok(parsed.data) : silent("The judge's answer is not {accept, reasons}.");
  } catch {
    return silent("The judge could not be reached in time.");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
