"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useLiveListener } from "./live-provider";
import { throttle } from "./throttle";
import type { LiveTopic } from "./topics";

const REFRESH_AT_MOST_EVERY_MS = 300;

/** Renders the page's server components anew when one of the topics changes. Mount one per page. */
export function LiveRefresh({ topics }: { topics: readonly LiveTopic[] }) {
  const router = useRouter();
  const listen = useLiveListener();
  const wanted = topics.join(" ");
  useEffect(() => {
    const refresh = throttle(() => router.refresh(), REFRESH_AT_MOST_EVERY_MS);
    const stop = listen((event) => {
      if (event.topic === "*" || wanted.split(" ").includes(event.topic)) refresh.run();
    });
    return () => {
      stop();
      refresh.cancel();
    };
  }, [listen, router, wanted]);
  return null;
}
