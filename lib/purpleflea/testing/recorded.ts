import { toEpochMs } from "@/lib/core/time";
import type { CapabilityDialects } from "@/lib/core/connection/capabilities";
import { createPlatformClient, type PlatformClient } from "../client";
import { createPlatformWriter, type PlatformWriter } from "../write-client";
import { sandboxSettings } from "./test-fleet";

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

/** A network that gives one recorded answer to everything and remembers what it was asked. */
export function answering(
  answer: unknown, dialects: Partial<CapabilityDialects>, status = 200,
): { client: PlatformClient; writer: PlatformWriter; sent: SentRequest[] } {
  const sent: SentRequest[] = [];
  const runtime = {
    fetch: async (request: Request) => {
      const text = await request.text();
      sent.push({ method: request.method, url: new URL(request.url).pathname, body: text === "" ? null : JSON.parse(text) });
      return Response.json(answer, { status });
    },
    now: () => toEpochMs(0), sleep: () => Promise.resolve(),
  };
  const settings = sandboxSettings(dialects);
  return { client: createPlatformClient(settings, null, runtime), writer: createPlatformWriter(settings, null, runtime), sent };
}
