"use client";
import { useSyncExternalStore } from "react";

const KEY = "single-key-shortcuts";
const CHANGED = "shortcuts-changed";

/** Whether single keys act; on unless this browser switched them off. */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    // Storage is refused in some private windows: keys then keep their default.
    return true;
  }
}

export function setShortcuts(on: boolean): void {
  localStorage.setItem(KEY, on ? "on" : "off");
  window.dispatchEvent(new Event(CHANGED));
}

export function useShortcutsOn(): boolean {
  return useSyncExternalStore(subscribe, areShortcutsOn, () => true);
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}
