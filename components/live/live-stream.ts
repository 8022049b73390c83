"use client";
import { isReachable } from "./is-reachable";
import { parseLiveEvent, type LiveEvent, type LiveStatus } from "./topics";

const POLL_MS = 5_000;
const RETRY_MS = 15_000;
const OPEN_WITHIN_MS = 6_000;

interface StreamHandlers {
  onEvent: (event: LiveEvent) => void;
  onStatus: (status: LiveStatus) => void;
}

/**
 * One EventSource with its own repair: a reconnect says that anything may have changed,
 * and while no stream opens the page is told so every five seconds instead.
 */
export function openLiveStream(url: string, { onEvent, onStatus }: StreamHandlers): () => void {
  let source: EventSource | null = null;
  let poll: ReturnType<typeof setInterval> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let overdue: ReturnType<typeof setTimeout> | undefined;
  let opened = 0;

  async function look() {
    const reachable = await isReachable();
    if (poll === undefined) return;
    onStatus(reachable ? "late" : "stopped");
    if (reachable) onEvent({ topic: "*" });
  }

  function startPolling() {
    if (poll !== undefined) return;
    poll = setInterval(() => void look(), POLL_MS);
    void look();
  }

  function connect() {
    source = new EventSource(url);
    overdue = setTimeout(startPolling, OPEN_WITHIN_MS);
    source.onopen = () => {
      clearTimeout(overdue);
      clearInterval(poll);
      poll = undefined;
      opened += 1;
      if (opened > 1) onEvent({ topic: "*" });
      onStatus("connected");
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const event = parseLiveEvent(message.data);
      if (event) onEvent(event);
    };
    source.onerror = () => {
      clearTimeout(overdue);
      startPolling();
      opened = Math.max(opened, 1);
      // A closed source does not come back by itself: the server refused it.
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(connect, RETRY_MS);
    };
  }

  connect();
  return () => {
    source?.close();
    clearInterval(poll);
    poll = undefined;
    clearTimeout(retry);
    clearTimeout(overdue);
  };
}
