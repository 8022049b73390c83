"use client";
import { Switch } from "../ui/switch";
import { setShortcuts, useShortcutsOn } from "./shortcut-preference";

export function ShortcutSwitch() {
  const on = useShortcutsOn();
  return <Switch label="Single-key shortcuts" checked={on} onChange={(event) => setShortcuts(event.target.checked)} className="px-2 py-1" />;
}
