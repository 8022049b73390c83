"use client";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Glyph } from "../ui/glyph";
import { NAV_GROUPS } from "./nav-items";
import type { PaletteHit, PaletteSearch } from "./palette-hit";

const SEARCH_AFTER_MS = 180;
const ITEM = "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2.5 text-body data-[selected=true]:bg-hover";

/** Pages at once, workers, runs and escrows as they are found. It opens things; it never pays. */
export function Palette({ search, onClose }: { search?: PaletteSearch; onClose: () => void }) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [hits, setHits] = useState<readonly PaletteHit[]>([]);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector("input")?.focus();
    return () => element?.close();
  }, []);
  useEffect(() => {
    if (!search || text.trim().length < 2) return;
    let current = true;
    const timer = setTimeout(() => {
      search({ text: text.trim() }).then(
        (found) => current && setHits(found.ok ? found.data : []),
        () => current && setHits([]),
      );
    }, SEARCH_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search, text]);

  const shown = text.trim().length < 2 ? [] : hits;

  function go(href: string) {
    onClose();
    router.push(href);
  }

  return (
    <dialog ref={dialog} className="sheet mt-[12vh]! w-[min(560px,calc(100vw-24px))]!" aria-label="Search or act" onClose={onClose} onClick={(event) => event.target === dialog.current && onClose()}>
      <Command label="Search or act" loop>
        <div className="flex h-11 items-center gap-2.5 border-b border-line px-3.5">
          <Glyph name="search" className="text-ink3" />
          <Command.Input value={text} onValueChange={setText} placeholder="Page, worker, run, escrow, id" className="min-w-0 grow bg-transparent text-lead outline-none placeholder:text-ink3" />
          <kbd className="key">Esc</kbd>
        </div>
        <Command.List className="max-h-[50vh] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-second [&_[cmdk-group-heading]]:text-ink3">
          <Command.Empty className="px-2.5 py-4 text-body text-ink3">Nothing has this name or id.</Command.Empty>
          {shown.length > 0 && (
            <Command.Group heading="Found" forceMount>
              {shown.map((hit) => (
                <Command.Item key={hit.href} value={hit.href} forceMount onSelect={() => go(hit.href)} className={ITEM}>
                  <span className="truncate font-medium">{hit.title}</span>
                  <span className="text-second text-ink3">{hit.kind}</span>
                  {hit.note && <span className="ml-auto truncate text-second text-ink3">{hit.note}</span>}
                </Command.Item>
              ))}
            </Command.Group>
          )}
          <Command.Group heading="Go to">
            {NAV_GROUPS.flatMap((group) => group.items).map(({ href, label, icon }) => (
              <Command.Item key={href} value={label} onSelect={() => go(href)} className={ITEM}>
                <Glyph name={icon} className="text-ink3" />
                {label}
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </dialog>
  );
}
