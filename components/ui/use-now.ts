"use client";
import { useEffect, useState } from "react";

/** The moment that the server rendered with, then the browser's clock once per `everyMs`; 0 stands still. */
export function useNow(renderedAtMs: number, everyMs: number): number {
  const [now, setNow] = useState(renderedAtMs);
  useEffect(() => {
    if (everyMs <= 0) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
