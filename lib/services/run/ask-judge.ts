import { z } from "zod";
import { findUnstorable, type Json } from "@/lib/core/order/json-value";
import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { ServiceContext } from "../context";
import type { OutboundMode } from "../outbound/open-door";
import { postSigned } from "../outbound/post-signed";
import { openJudgeSecret } from "./judge-secret";

const TIMEOUT_MS = 20_000;
const ANSWER_BYTES_MAX = 65_536;

/** Nothing but these two: an answer of another shape is no word about money. */
const answerSchema = z.strictObject({ accept: z.boolean(), reasons: z.array(z.string().max(2_000)).max(20).default([]) })
  .refine(({ reasons }) => findUnstorable(reasons, ANSWER_BYTES_MAX) === null);

export interface Verdict {
  readonly accept: boolean;
  readonly reasons: readonly string[];
}

interface Question {
  readonly connectionId: string;
  readonly url: string;
  readonly mode: OutboundMode;
  /** `id` is the same whenever the same result is asked about. */
  readonly body: { readonly id: string; readonly result: Json; readonly input: Json; readonly instructions: string; readonly revision: number };
}

/**
 * Asks an HTTP judge about one result, signed: `{accept, reasons}` is its word; anything else is no word at all. The request
 * names no agent, no amount and no key. Errors: `BAD_ADDRESS`, `JUDGE_SILENT`.
 */
export async function askJudge(ctx: ServiceContext, { connectionId, url, mode, body }: Question): Promise<Result<Verdict, Failure>> {
  const secret = await openJudgeSecret(ctx, connectionId);
  const answer = await postSigned(ctx, { who: "judge", url, mode, secret, body: JSON.stringify(body), timeoutMs: TIMEOUT_MS, answerBytesMax: ANSWER_BYTES_MAX });
  if (!answer.ok) return answer.failure.code === "BAD_ADDRESS" ? answer : fail({ code: "JUDGE_SILENT", message: answer.failure.message });
  const parsed = answerSchema.safeParse(parse(answer.value));
  return parsed.success ? ok(parsed.data) : fail({ code: "JUDGE_SILENT", message: "The judge's answer is not {accept, reasons}." });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
