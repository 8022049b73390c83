"use client";
import { OPEN_PALETTE } from "./command-events";
import { Glyph } from "../ui/glyph";

export function PaletteTrigger() {
  return (
    <button type="button" aria-label="Search or act" aria-keyshortcuts="Control+K Meta+K" onClick={() => window.dispatchEvent(new Event(OPEN_PALETTE))} className="flex h-[30px] w-full shrink-0 items-center gap-2 rounded-control border border-line2 bg-surface px-2 text-body text-ink3 hover:border-edge max-xl:justify-center max-xl:px-0">
      <Glyph name="search" size={14} />
      <span className="side-text">Search or act</span>
      <kbd aria-hidden className="key side-text ml-auto">
        Ctrl K
      </kbd>
    </button>
  );
}
