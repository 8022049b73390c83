"use client";
import { createContext, useContext, type ReactNode } from "react";

const ShownConnection = createContext<string | null>(null);

/** Says which connection everything inside shows and acts on. */
export function ConnectionScope({ id, children }: { id: string | null; children: ReactNode }) {
  return <ShownConnection value={id}>{children}</ShownConnection>;
}

export function useShownConnection(): string | null {
  return useContext(ShownConnection);
}
