import { type EpochMs, toEpochMs } from "@/lib/core/time";

/** The sandbox's time: the real clock plus what was advanced. It never runs backwards. */
export class SandboxClock {
  private last = 0;
  private offsetMs = 0;

  constructor(private readonly realNow: () => number) {}

  now(): EpochMs {
    this.last = Math.max(this.last, Math.trunc(this.realNow()) + this.offsetMs);
    return toEpochMs(this.last);
  }

  get offset(): number {
    return this.offsetMs;
  }

  advance(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }

  restore(offsetMs: number, last: number): void {
    this.offsetMs = offsetMs;
    this.last = last;
  }
}
