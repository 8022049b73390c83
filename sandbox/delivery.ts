import type { FaultPlan } from "./faults";

/** The answer was lost on the way: what `fetch` throws then. The HTTP server drops the connection instead. */
export class ReplyLost extends TypeError {
  constructor() {
    super("fetch failed", { cause: Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" }) });
    this.name = "TypeError";
  }
}

const HTML = "<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";

/**
 * Serves a request with the fault that hits it. A caller that gives up does not stop what was sent.
 * `signal` is the caller's, where the request was handed over in memory; on the network the server sees none.
 */
export function deliver(plan: FaultPlan | null, signal: AbortSignal | null, serve: () => Promise<Response>): Promise<Response> {
  if (plan === null) return serve();
  const work = withFault(plan, serve);
  return signal === null ? work : orAborted(work, signal);
}

async function withFault(plan: FaultPlan, serve: () => Promise<Response>): Promise<Response> {
  switch (plan.effect) {
    case "latency":
      await new Promise((resolve) => setTimeout(resolve, plan.latencyMs));
      return serve();
    case "429": return Response.json({ error: "rate_limited", message: "Too many requests" }, { status: 429 });
    case "5xx": return Response.json({ error: "internal_error", message: "Sandbox fault" }, { status: plan.status });
    case "html": return new Response(HTML, { status: plan.status, headers: { "content-type": "text/html; charset=utf-8" } });
    case "reply_lost_before": throw new ReplyLost();
    case "reply_lost_after":
      await serve();
      throw new ReplyLost();
    case "duplicate": {
      const first = await serve();
      await serve();
      return first;
    }
  }
}

function orAborted(work: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
