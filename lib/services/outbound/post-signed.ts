import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Clock } from "@/lib/core/time";
import type { OutboundDoor, OutboundFailure, OutboundPost } from "./open-door";
import { SIGNATURE_HEADER, signBody } from "./sign-body";

interface SignedPost extends Omit<OutboundPost, "headers"> {
  readonly secret: string;
}

/**
 * Posts one JSON body, signed at the present moment, and answers with the text of a 2xx. Everything that leaves the console
 * for an address that a person typed goes through here. Errors: `OutboundFailure`, and `REFUSED` with the status.
 */
export async function postSigned(
  { outbound, now }: { readonly outbound: OutboundDoor; readonly now: Clock }, { secret, ...post }: SignedPost,
): Promise<Result<string, OutboundFailure | Failure<"REFUSED">>> {
  const answer = await outbound.post({
    ...post,
    headers: {
      "content-type": "application/json", accept: "application/json", "user-agent": "purple-flea-console",
      [SIGNATURE_HEADER]: signBody(secret, post.body, Math.floor(now() / 1_000)),
    },
  });
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (status >= 200 && status < 300) return ok(text);
  return fail({ code: "REFUSED", message: `The ${post.who} answered ${status >= 300 && status < 400 ? "with a redirect, which is not followed" : status}.` });
}
