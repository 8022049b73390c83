import type { ServiceContext } from "@/lib/services/context";

export interface Beat {
  readonly name: string;
  readonly everyMs: number;
  readonly run: (ctx: ServiceContext) => Promise<unknown>;
}

/**
 * Runs short reading jobs while this process holds a slot, each at its own pace and never twice at once. A failed round
 * is logged and the next one tries again: nothing here is the only way to anything durable.
 */
export function startPulse(beats: readonly Beat[], contextOf: (name: string) => ServiceContext): { stop: () => Promise<void> } {
  let stopping = false;
  const loops = beats.map((beat) => loop(beat, contextOf, () => stopping));
  return {
    stop: async () => {
      stopping = true;
      await Promise.race([Promise.all(loops), new Promise((resolve) => setTimeout(resolve, 1_000))]);
    },
  };
}

async function loop(beat: Beat, contextOf: (name: string) => ServiceContext, stopping: () => boolean): Promise<void> {
  while (!stopping()) {
    const ctx = contextOf(`pulse:${beat.name}`);
    const startedAt = ctx.now();
    try {
      await beat.run(ctx);
    } catch (error) {
      ctx.log("pulse.failed", { beat: beat.name, error: error instanceof Error ? error.message : "unknown" });
    }
    const restMs = Math.max(20, beat.everyMs - (ctx.now() - startedAt));
    await new Promise((resolve) => setTimeout(resolve, restMs).unref());
  }
}
