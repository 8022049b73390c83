/** Every page, in both themes and on small screens: no violation of axe, nothing wider than the screen. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { EscrowPage } from "./pages/escrow-page";
import { RunPage } from "./pages/run-page";
import { SpawnPage } from "./pages/spawn-page";
import { findPages } from "./permissions/surface";
import { patient } from "./setup/patient-page";
import { expect, test as base } from "./setup/story";

const OPEN = ["/sign-in", "/setup"];
const WORKER_TABS = ["overview", "wallet", "escrows", "costs", "keys", "prompt", "activity"];
const RUN_VIEWS = ["view=list", "leg=count", "leg=choose", "leg=chain.2", "tab=events", "tab=report"];
const SIZES = [{ width: 1440, height: 900 }, { width: 390, height: 844 }, { width: 360, height: 740 }];

interface Addresses { readonly worker: string; readonly escrow: string; readonly connection: string; readonly run: string }

/** A fleet with something on every page, made once for each console. */
const test = base.extend<object, { addresses: Addresses }>({
  addresses: [
    async ({ browser, consoleServer, adminSession }, use) => {
      const page = patient(await (await browser.newContext({ baseURL: consoleServer.url, storageState: adminSession })).newPage());
      const names = await new SpawnPage(page).spawn({ prefix: "seen", count: 2, initialFunding: "2.00", dailyLimit: "1.50" });
      const escrow = new EscrowPage(page);
      await escrow.lock({ payee: names[0] ?? "", amount: "5.00" });
      await escrow.confirm("Release", /Final/);
      await expect(escrow.step("Released")).toBeVisible();
      await escrow.lock({ payee: names[0] ?? "", amount: "3.00" });
      const locked = new URL(page.url()).pathname;
      const run = await startRun(page, names);
      await page.goto("/workers?q=seen");
      const link = await page.getByRole("link", { name: names[0] ?? "" }).getAttribute("href");
      await page.goto("/settings/connections");
      const connection = await page.getByRole("main").getByRole("row").getByRole("link").first().getAttribute("href");
      await page.context().close();
      await use({ escrow: locked, worker: link ?? "", connection: connection ?? "", run });
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

/** A run with a spoke, an open auction and a pipeline, that nobody works on: it stays as it is. */
async function startRun(page: Page, [first = "", second = ""]: string[]): Promise<string> {
  const instructions = "Count the words of the text.";
  const run = new RunPage(page);
  await run.write({
    name: "Seen in every theme", pattern: "hub_spoke", input: { text: "four words of text" },
    legs: [
      { key: "count", worker: first, amount: "0.50", instructions }, { kind: "auction", key: "choose", bidders: [first, second], ceiling: "2.00", allowsNewcomers: true, instructions },
      { kind: "pipeline", key: "chain", stages: [{ worker: first, amount: "0.60", instructions }, { worker: second, amount: "0.30", instructions }] },
    ],
  });
  await run.start();
  return new URL(page.url()).pathname;
}

function addressesOf({ worker, escrow, connection, run }: Addresses): string[] {
  const fixed = findPages(process.cwd()).filter((path) => !path.includes("[") && !OPEN.includes(path));
  const known: Readonly<Record<string, string>> = { "/workers/[id]": worker, "/escrows/[id]": escrow, "/runs/[id]": run, "/settings/connections/[id]": connection, "/settings/connections/[id]/edit": `${connection}/edit` };
  const withId = findPages(process.cwd()).filter((path) => path.includes("["));
  expect(withId.filter((path) => !known[path]), "pages that no story makes a subject for").toEqual([]);
  return [...fixed, ...Object.values(known), ...WORKER_TABS.slice(1).map((tab) => `${worker}?tab=${tab}`), ...RUN_VIEWS.map((view) => `${run}?${view}`), "/runs?tab=review", "/referrals?view=list", "/nowhere"];
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${String(target)}: ${failureSummary?.split("\n")[1]?.trim()}`));
}

const widerBy = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const theme of ["dark", "light"] as const) {
  test(`axe finds nothing on any page in the ${theme} theme`, async ({ page, addresses }) => {
    test.setTimeout(240_000);
    await page.addInitScript((value) => localStorage.setItem("theme", value), theme);
    const found: Record<string, string[]> = {};
    for (const address of addressesOf(addresses)) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 }), address).toHaveCount(1);
      // A page refreshes once when its stream opens: what axe meets in that moment must be gone at the second look.
      const here = (await violations(page)).length > 0 ? await violations(page) : [];
      if (here.length > 0) found[address] = here;
    }
    expect(found).toEqual({});
  });

  test(`axe finds nothing on the sign-in page in the ${theme} theme`, async ({ browser, baseURL }) => {
    const page = await (await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: baseURL ?? "" })).newPage();
    await page.addInitScript((value) => localStorage.setItem("theme", value), theme);
    await page.goto("/sign-in");
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
}

test("no page is wider than the screen", async ({ page, addresses }) => {
  test.setTimeout(240_000);
  const wide: Record<string, number> = {};
  for (const address of addressesOf(addresses)) {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 }), address).toBeVisible();
      const excess = await widerBy(page);
      if (excess > 0) wide[`${address} at ${size.width}`] = excess;
    }
  }
  expect(wide).toEqual({});
});
