"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { OPEN_PALETTE, OPEN_SHORTCUT_HELP } from "./command-events";
import type { PaletteSearch } from "./palette-hit";
import { GO_TO } from "./shortcuts";
import { areShortcutsOn } from "./shortcut-preference";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const ShortcutHelp = dynamic(() => import("./shortcut-help").then((module) => module.ShortcutHelp), { ssr: false });

const CHORD_MS = 1_200;
const CLICKS: Readonly<Record<string, string>> = { "/": "search", r: "release", d: "dispute" };

/** The keyboard of the console; the palette and the help load when they are first opened. */
export function CommandCenter({ search }: { search?: PaletteSearch }) {
  const router = useRouter();
  const [shown, setShown] = useState<"palette" | "help" | null>(null);
  useEffect(() => {
    let chordUntil = 0;
    function onKey(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        return setShown("palette");
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target) || !areShortcutsOn()) return;
      const target = event.timeStamp < chordUntil ? GO_TO[event.key.toLowerCase()] : undefined;
      chordUntil = event.key.toLowerCase() === "g" ? event.timeStamp + CHORD_MS : 0;
      if (target) return router.push(target.href);
      if (event.key === "?") return setShown("help");
      const name = event.key === "F" ? "freeze" : CLICKS[event.key];
      const element = name && document.querySelector<HTMLElement>(`[data-shortcut="${name}"]`);
      if (!element) return;
      event.preventDefault();
      if (name === "search") element.focus();
      else element.click();
    }
    const openPalette = () => setShown("palette");
    const openHelp = () => setShown("help");
    window.addEventListener("keydown", onKey);
    window.addEventListener(OPEN_PALETTE, openPalette);
    window.addEventListener(OPEN_SHORTCUT_HELP, openHelp);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener(OPEN_PALETTE, openPalette);
      window.removeEventListener(OPEN_SHORTCUT_HELP, openHelp);
    };
  }, [router]);
  if (shown === "palette") return <Palette search={search} onClose={() => setShown(null)} />;
  return shown === "help" ? <ShortcutHelp onClose={() => setShown(null)} /> : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio]), textarea, select") || target.closest("dialog") !== null);
}
