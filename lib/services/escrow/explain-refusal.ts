import { PlatformRateLimited, PlatformRefused, PlatformUnreachable } from "@/lib/purpleflea/errors";

/** What to do after each refusal of the platform; the money's fate is said first by the command. */
const ADVICE: Readonly<Record<string, string>> = {
  insufficient_balance: "The payer's balance is too low. Add money to the payer or lock less.",
  beneficiary_not_found: "The platform knows no agent or wallet with the payee's id. Check the id and try again.",
  counterparty_not_found: "The platform knows no agent with the payee's id. Check the id and try again.",
  payee_not_found: "The platform knows no agent with the payee's id. Check the id and try again.",
  invalid_counterparty: "The platform does not accept the payee's id. Its agents have ids like ag_1a2b3c4d5e6f.",
  self_escrow: "Payer and payee are the same agent. Choose another payee.",
  invalid_amount: "Choose another amount: the platform does not accept this one.",
  invalid_lock_code: "The money stays locked and goes back at the deadline. Cancel it, or dispute it and write to the platform.",
  task_id_conflict: "The platform already has another escrow with this task id. Use a new task id.",
  invalid_status: "The escrow has moved on; the console reads it again now. Look at its state before you act.",
  forbidden: "The platform does not let this agent take this step. Check who the payer is.",
  unauthorized: "The platform refused the agent's key. Rotate the key, then try again.",
  not_found: "The platform does not know this escrow. Check the connection in Settings.",
};

/**
 * Runs a call and, when the platform refused it for certain, throws the same error with a sentence that says what to
 * do. Everything else passes as it is. Errors: those of the port.
 */
export async function withAdvice<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (error instanceof PlatformUnreachable) {
    const upstreamMessage = "The platform could not be reached. Nothing was sent. Try again when it answers.";
    return new PlatformUnreachable(error.message, { ...facts(error), upstreamMessage });
  }
  if (error instanceof PlatformRateLimited) {
    const upstreamMessage = "The platform takes no more requests right now. Wait a minute and try again.";
    return new PlatformRateLimited(error.message, { ...facts(error), upstreamMessage });
  }
  const advice = error instanceof PlatformRefused ? ADVICE[error.upstreamCode ?? ""] : undefined;
  if (!(error instanceof PlatformRefused) || !advice) return error;
  const said = (error.upstreamMessage ?? error.upstreamCode ?? "").replace(/[.\s]*$/, "");
  return new PlatformRefused(error.message, { ...facts(error), upstreamMessage: `The platform said: ${said}. ${advice}` });
}

function facts(error: PlatformRefused | PlatformUnreachable | PlatformRateLimited) {
  return {
    service: error.service, route: error.route, outcome: error.outcome, status: error.status ?? undefined,
    upstreamCode: error.upstreamCode ?? undefined, retryAfterMs: error.retryAfterMs ?? undefined, cause: error,
  };
}
