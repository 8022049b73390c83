"use client";
import { createContext, useContext, type ReactNode } from "react";

interface ShellSlots {
  /** The freeze button, made by the layout, shown in the bar of every page. */
  freeze: ReactNode;
  renderedAtMs: number;
}

const SlotsContext = createContext<ShellSlots>({ freeze: null, renderedAtMs: 0 });

export function ShellSlotsProvider({ children, ...slots }: ShellSlots & { children: ReactNode }) {
  return <SlotsContext.Provider value={slots}>{children}</SlotsContext.Provider>;
}

export function useShellSlots(): ShellSlots {
  return useContext(SlotsContext);
}

export function FreezeSlot() {
  return useShellSlots().freeze;
}
