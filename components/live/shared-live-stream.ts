"use client";
import { isReachable } from "./is-reachable";
import { openLiveStream } from "./live-stream";
import type { LiveEvent, LiveStatus } from "./topics";

const LOCK = "purple-flea-live";
const HIDDEN_KEEPS_MS = 10_000;

type Message = { event: LiveEvent } | { status: LiveStatus } | { ask: "status" };

interface Handlers {
  onEvent: (event: LiveEvent) => void;
  onStatus: (status: LiveStatus) => void;
}

/**
 * One stream per browser: the tab that holds the lock reads it and tells the others.
 * A tab that stays hidden lets go; when it is seen again, anything may have changed.
 */
export function shareLiveStream(url: string, { onEvent, onStatus }: Handlers): () => void {
  const channel = new BroadcastChannel(LOCK);
  let status: LiveStatus = "connecting";
  let leave: (() => void) | null = null;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let caughtUp = false;
  let isOver = false;

  function setStatus(next: LiveStatus) {
    status = next;
    onStatus(next);
    if (next !== "connected" || caughtUp) return;
    // What changed between the rendering of this page and its first event was told to nobody here.
    caughtUp = true;
    onEvent({ topic: "*" });
  }
  // A stream that ends may still have a last word when this tab has left the channel.
  const tell = (message: Message) => (isOver ? undefined : channel.postMessage(message));

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ("event" in data) onEvent(data.event);
    else if ("status" in data) setStatus(data.status);
    else if (leave) tell({ status });
  };

  function join() {
    if (leave) return;
    const withdraw = new AbortController();
    leave = () => withdraw.abort();
    const lead = () =>
      new Promise<void>((release) => {
        const close = openLiveStream(url, {
          onEvent: (event) => (onEvent(event), tell({ event })),
          onStatus: (next) => (setStatus(next), tell({ status: next })),
        });
        withdraw.signal.addEventListener("abort", () => (close(), release()));
      });
    // Web Locks exist only in a secure context; without them each tab has its own stream.
    const held = navigator.locks ? navigator.locks.request(LOCK, { signal: withdraw.signal }, lead) : lead();
    held.catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    });
    tell({ ask: "status" });
  }

  function onVisibility() {
    clearTimeout(hiding);
    if (document.visibilityState === "visible") {
      if (!leave) void isReachable().then((reachable) => reachable && onEvent({ topic: "*" }));
      join();
    } else {
      hiding = setTimeout(() => (leave?.(), (leave = null)), HIDDEN_KEEPS_MS);
    }
  }

  document.addEventListener("visibilitychange", onVisibility);
  if (document.visibilityState === "visible") join();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    clearTimeout(hiding);
    isOver = true;
    leave?.();
    channel.close();
  };
}
