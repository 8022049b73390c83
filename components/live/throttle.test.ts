import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { throttle } from "./throttle";

describe("throttle", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs at once, and a burst only once more", () => {
    const work = vi.fn();
    const { run } = throttle(work, 300);
    run();
    run();
    run();
    expect(work).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(300);
    expect(work).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1_000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("does nothing more once it is cancelled", () => {
    const work = vi.fn();
    const { run, cancel } = throttle(work, 300);
    run();
    run();
    cancel();
    vi.advanceTimersByTime(1_000);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
