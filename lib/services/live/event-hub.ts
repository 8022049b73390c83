/** What a browser gets: a topic of `lib/db/notify` or `*` for "anything may have changed", with the id of what changed. */
export type LiveMessage = string;

export const ANYTHING: LiveMessage = JSON.stringify({ topic: "*" });

export interface Subscriber {
  readonly onMessages: (messages: readonly LiveMessage[]) => void;
  /** The process stops: the stream must end. */
  readonly onClose: () => void;
}

export interface EventHub {
  subscribe(subscriber: Subscriber): () => void;
  publish(message: LiveMessage): void;
  /** Ends every stream and the source behind them. */
  close(): Promise<void>;
  readonly size: number;
}

const GATHER_MS = 40;

/** Within one gathering, more than this many different messages are told as "anything". */
const GATHER_MAX = 50;

/**
 * Fans one source of messages out to all streams of a process. Messages are gathered for a few milliseconds and said
 * once, so that a batch of five hundred workers is not five hundred refreshes. The source opens with the first stream.
 */
export function createEventHub(openSource: (publish: (message: LiveMessage) => void) => () => Promise<void>): EventHub {
  const subscribers = new Set<Subscriber>();
  let gathered = new Set<LiveMessage>();
  let closeSource: (() => Promise<void>) | undefined;
  let isClosed = false;

  function publish(message: LiveMessage): void {
    if (gathered.size === 0) setTimeout(flush, GATHER_MS);
    gathered.add(message);
  }

  function flush(): void {
    const messages = gathered.size > GATHER_MAX ? [ANYTHING] : [...gathered];
    gathered = new Set();
    for (const subscriber of subscribers) subscriber.onMessages(messages);
  }

  return {
    publish,
    subscribe(subscriber) {
      if (isClosed) {
        subscriber.onClose();
        return () => undefined;
      }
      subscribers.add(subscriber);
      closeSource ??= openSource(publish);
      return () => void subscribers.delete(subscriber);
    },
    async close() {
      isClosed = true;
      for (const subscriber of [...subscribers]) subscriber.onClose();
      subscribers.clear();
      await closeSource?.();
    },
    get size() {
      return subscribers.size;
    },
  };
}
