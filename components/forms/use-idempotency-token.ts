"use client";
import { useCallback, useState } from "react";

/** One token per wish: made when the form appears and after each success, so that a double click is one intent. */
export function useIdempotencyToken(): { token: string; renew: () => void } {
  const [token, setToken] = useState(newToken);
  return { token, renew: useCallback(() => setToken(newToken()), []) };
}

// `crypto.randomUUID` is missing on plain http outside localhost.
function newToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
