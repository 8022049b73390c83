"use client";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { shareLiveStream } from "./shared-live-stream";
import type { LiveEvent, LiveStatus } from "./topics";

type Listener = (event: LiveEvent) => void;

interface Live {
  status: LiveStatus;
  listen: (listener: Listener) => () => void;
}

const LiveContext = createContext<Live>({ status: "connecting", listen: () => () => undefined });

/** The live stream of the signed-in pages. */
export function LiveProvider({ children, url = "/api/events" }: { children: ReactNode; url?: string }) {
  const [listeners] = useState(() => new Set<Listener>());
  const [status, setStatus] = useState<LiveStatus>("connecting");
  useEffect(
    () =>
      shareLiveStream(url, {
        onStatus: setStatus,
        onEvent: (event) => {
          for (const listener of listeners) listener(event);
        },
      }),
    [listeners, url],
  );
  const live = useMemo<Live>(
    () => ({
      status,
      listen: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    }),
    [listeners, status],
  );
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

export function useLiveStatus(): LiveStatus {
  return useContext(LiveContext).status;
}

export function useLiveListener(): Live["listen"] {
  return useContext(LiveContext).listen;
}
