const BROWSERS = [[/Edg\//, "Edge"], [/Firefox\//, "Firefox"], [/(?:Chrome|Chromium|CriOS)\//, "Chrome"], [/Safari\//, "Safari"]] as const;
const SYSTEMS = [[/Windows/, "Windows"], [/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Mac OS X/, "macOS"], [/Linux/, "Linux"]] as const;

/** `Firefox on Linux`, from what a browser says of itself; it may lie, so nothing hangs on it. */
export function describeBrowser(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (!browser) return "another client";
  return system ? `${browser} on ${system}` : browser;
}
