/** A Chromium for the browser tests: the person's, Playwright's, the system's, or a freshly installed one. */
import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "./run.mjs";
import { step } from "./steps.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const isRoot = process.getuid?.() === 0;

/** The path of a browser that is here already, or nothing. */
export async function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROME_PATH: expected the path of a Chromium or Chrome; there is no ${chosen}.`);
  }
  const { chromium } = await import("@playwright/test");
  const bundled = chromium.executablePath();
  if (bundled && existsSync(bundled)) return bundled;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...APPLICATIONS];
  return candidates.find((file) => existsSync(file));
}

/** Finds a browser, or installs one. Errors: a sentence with what to do. */
export async function ensureBrowser(folder) {
  const found = await findBrowser();
  if (found) return found;
  const cli = path.join(folder, "node_modules/@playwright/test/cli.js");
  const attempts = [["Installing a browser (Playwright)", process.execPath, [cli, "install", ...(isRoot ? ["--with-deps"] : []), "chromium"]]];
  if (isRoot && existsSync("/usr/bin/apt-get")) {
    attempts.push(["Updating the package list", "apt-get", ["update", "-q"]]);
    attempts.push(["Installing a browser (apt-get)", "apt-get", ["install", "-qy", "--no-install-recommends", "chromium"]]);
  }
  const failures = [];
  for (const [label, command, args] of attempts) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await step(label, () => run(label, command, args, { cwd: folder, env })).catch((error) => failures.push(error.message.slice(-400)));
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new Error(`No browser for the browser tests, and none could be installed. Install Chromium or Chrome, or set CHROME_PATH to one.\n${failures.join("\n")}`);
}
