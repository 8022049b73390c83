"use client";
import type { Tone } from "./tone";

export interface ToastMessage {
  id: number;
  text: string;
  tone: Tone;
}

type Listener = (message: ToastMessage) => void;
const listeners = new Set<Listener>();
let lastId = 0;

/** Says in one sentence what happened; an error that needs a decision belongs beside its button instead. */
export function showToast(text: string, tone: Tone = "ok"): void {
  lastId += 1;
  for (const listener of listeners) listener({ id: lastId, text, tone });
}

export function onToast(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
