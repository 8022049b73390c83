"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useLiveListener } from "./live-provider";

/** A query cache for what is inside; an event of a topic makes its queries stale. Only pages that poll pay for its code. */
export function QueryScope({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false } } }));
  const listen = useLiveListener();
  useEffect(() => listen(({ topic }) => void client.invalidateQueries(topic === "*" ? undefined : { queryKey: [topic] })), [client, listen]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
