"use client";
import { useCallback, useState } from "react";
import { useShownConnection } from "./connection-scope";

/**
 * One token per wish: made when the form appears and after each success, so that a double click is one intent. It begins
 * with the connection that the page shows: a switch in another tab cannot turn the wish to it.
 */
export function useIdempotencyToken(): { token: string; renew: () => void } {
  const { id: shown } = useShownConnection();
  const [random, setRandom] = useState(newRandom);
  return { token: shown ? `${shown}.${random}` : random, renew: useCallback(() => setRandom(newRandom()), []) };
}

// `crypto.randomUUID` is missing on plain http outside localhost.
function newRandom(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
