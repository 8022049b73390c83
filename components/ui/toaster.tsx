"use client";
import { useEffect, useState } from "react";
import { onToast, type ToastMessage } from "./toast";

const SHOWN_MS = 6_000;

/** The one live region of toasts; mounted once by the shell. */
export function Toaster() {
  const [messages, setMessages] = useState<ToastMessage[]>([]);
  useEffect(
    () =>
      onToast((message) => {
        setMessages((shown) => [...shown.slice(-2), message]);
        setTimeout(() => setMessages((shown) => shown.filter(({ id }) => id !== message.id)), SHOWN_MS);
      }),
    [],
  );
  return (
    <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-3 bottom-20 z-50 flex flex-col items-center gap-2 md:bottom-5">
      {messages.map((message) => (
        <p key={message.id} className={`tone-${message.tone} flex items-center gap-2 rounded-bar border border-line2 bg-raised px-4 py-2.5 text-body shadow-pop`}>
          <span aria-hidden className="size-2 shrink-0 rounded-full bg-tone" />
          {message.text}
        </p>
      ))}
    </div>
  );
}
