import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ANYTHING, createEventHub } from "./event-hub";
import { HEARTBEAT_MS, openEventStream, SESSION_RECHECK_MS } from "./open-stream";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function world() {
  const source = { opened: 0, closed: 0 };
  const hub = createEventHub(() => {
    source.opened += 1;
    return async () => void (source.closed += 1);
  });
  return { hub, source };
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const texts: string[] = [];
  const reader = stream.getReader();
  const pump = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return void texts.push("END");
      texts.push(new TextDecoder().decode(value));
    }
  };
  void pump();
  return texts;
}

describe("the event hub", () => {
  it("opens its source once, with the first stream", () => {
    const { hub, source } = world();
    expect(source.opened).toBe(0);
    hub.subscribe({ onMessages: () => undefined, onClose: () => undefined });
    hub.subscribe({ onMessages: () => undefined, onClose: () => undefined });
    expect(source.opened).toBe(1);
  });

  it("says the same message once per gathering, and a flood as anything", () => {
    const { hub } = world();
    const heard: (readonly string[])[] = [];
    hub.subscribe({ onMessages: (messages) => void heard.push(messages), onClose: () => undefined });
    for (let time = 0; time < 500; time++) hub.publish('{"topic":"workers"}');
    vi.runAllTimers();
    for (let id = 0; id < 500; id++) hub.publish(`{"topic":"workers","id":"agt_${id}"}`);
    vi.runAllTimers();
    expect(heard).toEqual([['{"topic":"workers"}'], [ANYTHING]]);
  });

  it("takes nobody in after it closed", async () => {
    const { hub, source } = world();
    const ended: string[] = [];
    hub.subscribe({ onMessages: () => undefined, onClose: () => void ended.push("first") });
    await hub.close();
    hub.subscribe({ onMessages: () => undefined, onClose: () => void ended.push("late") });
    expect(ended).toEqual(["first", "late"]);
    expect(source.closed).toBe(1);
    expect(hub.size).toBe(0);
  });
});

describe("a browser's stream", () => {
  it("tells what changed, keeps proxies awake and leaves with the browser", async () => {
    const { hub } = world();
    const request = new AbortController();
    const texts = await readAll(openEventStream({ hub, signal: request.signal, isSessionLive: async () => true }));
    hub.publish('{"topic":"escrows","id":"esw_1"}');
    await vi.advanceTimersByTimeAsync(HEARTBEAT_MS);
    expect(texts.join("")).toContain('data: {"topic":"escrows","id":"esw_1"}\n\n');
    expect(texts.at(-1)).toBe(": alive\n\n");
    request.abort();
    await vi.advanceTimersByTimeAsync(1);
    expect(texts.at(-1)).toBe("END");
    expect(hub.size).toBe(0);
  });

  it("ends within thirty seconds of its session, but not because the database is silent", async () => {
    const { hub } = world();
    let answer: () => Promise<boolean> = () => Promise.reject(new Error("no database"));
    const texts = await readAll(openEventStream({ hub, signal: new AbortController().signal, isSessionLive: () => answer() }));
    await vi.advanceTimersByTimeAsync(SESSION_RECHECK_MS);
    expect(hub.size).toBe(1);
    answer = async () => false;
    await vi.advanceTimersByTimeAsync(SESSION_RECHECK_MS);
    expect(texts.at(-1)).toBe("END");
    expect(hub.size).toBe(0);
  });

  it("ends when the process stops", async () => {
    const { hub } = world();
    const texts = await readAll(openEventStream({ hub, signal: new AbortController().signal, isSessionLive: async () => true }));
    await hub.close();
    await vi.advanceTimersByTimeAsync(1);
    expect(texts.at(-1)).toBe("END");
  });
});
