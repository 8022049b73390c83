"use client";
import { useState } from "react";
import { Glyph } from "./glyph";

/** Copies the whole value; `label` says which: `Copy escrow id`. */
export function CopyButton({ value, label, size = 14 }: { value: string; label: string; size?: number }) {
  const [copied, setCopied] = useState(false);
  async function onCopy() {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // The clipboard is refused on plain http; a prompt still lets the person take the text.
      window.prompt(label, value);
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  }
  return (
    <button type="button" aria-label={label} title={label} onClick={onCopy} className="grid size-6 shrink-0 place-items-center rounded-check text-ink3 hover:bg-hover hover:text-ink">
      {copied ? <Glyph name="check" size={size} className="text-ok" /> : <Glyph name="copy" size={size} />}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
}
