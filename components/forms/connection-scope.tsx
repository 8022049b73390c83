"use client";
import { createContext, useContext, type ReactNode } from "react";
import type { ShownConnection } from "@/lib/core/connection/connection-view";

const NONE: ShownConnection = { id: null, name: "", mode: "live" };

const ShownContext = createContext<ShownConnection>(NONE);

/** Says which connection everything inside shows and acts on. */
export function ConnectionScope({ shown, children }: { shown: ShownConnection; children: ReactNode }) {
  return <ShownContext value={shown}>{children}</ShownContext>;
}

export function useShownConnection(): ShownConnection {
  return useContext(ShownContext);
}
