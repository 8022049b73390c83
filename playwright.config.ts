import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./scripts/test-server.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // A story holds the console to seconds; on a machine that stalls it gets one more try, on a new console, and is listed as flaky.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    // `npm test` finds or installs a browser and names it here; without it Playwright's own is used.
    launchOptions: { executablePath: process.env.CHROME_PATH || undefined, args: isRoot ? ["--no-sandbox"] : [] },
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
