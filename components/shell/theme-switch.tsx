"use client";
import { useTheme } from "next-themes";
import { useId } from "react";

const THEMES = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Lives in a menu that opens after the page is ready, so the choice is known when it is seen. */
export function ThemeSwitch() {
  const name = useId();
  const { theme, setTheme } = useTheme();
  return (
    <fieldset className="px-2 py-1.5">
      <legend className="pb-1 text-label text-ink3">Theme</legend>
      <div className="flex overflow-hidden rounded-control border border-line2">
        {THEMES.map(({ value, label }) => (
          <label key={value} className="relative flex min-h-[26px] grow cursor-pointer items-center justify-center px-2 text-second has-checked:bg-line has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent">
            <input type="radio" name={name} value={value} checked={(theme ?? "system") === value} onChange={() => setTheme(value)} suppressHydrationWarning className="absolute inset-0 cursor-pointer opacity-0" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
