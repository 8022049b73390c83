"use client";
import { Dialog } from "../ui/dialog";
import { ShortcutSwitch } from "./shortcut-switch";
import { GO_TO } from "./shortcuts";

const KEYS: readonly (readonly [string, string])[] = [
  ["Ctrl K", "Search or act"],
  ["?", "This list"],
  ["/", "Search in the table"],
  ["R", "Release, on an escrow: opens the confirm"],
  ["D", "Dispute, on an escrow: opens the confirm"],
  ["Shift F", "Freeze: opens the confirm"],
  ["Esc", "Close"],
  ...Object.entries(GO_TO).map(([key, { label }]) => [`G ${key.toUpperCase()}`, label] as const),
];

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard" note="Nothing pays on one key.">
      <dl className="flex flex-col gap-1.5">
        {KEYS.map(([keys, meaning]) => (
          <div key={keys} className="flex items-center justify-between gap-4 text-table">
            <dt className="order-2 flex gap-1">
              {keys.split(" ").map((key) => (
                <kbd key={key} className="key">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <ShortcutSwitch />
    </Dialog>
  );
}
