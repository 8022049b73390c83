/** The labels that people and tests rely on: each names exactly one control of its page. */
import { expect, test } from "./setup/story";

const LABELS: Readonly<Record<string, readonly string[]>> = {
  "/workers/spawn": ["Role", "Count", "Capabilities", "Initial funding (USDC)", "Daily limit (USDC)"],
  "/wallets/provision": ["Worker", "Daily limit (USDC)", "Fund now (USDC)", "Reset every 24 h", "Allow withdrawals"],
  "/escrows/new": ["Payer", "Payee", "Amount (USDC)", "Description", "Timeout (hours)", "Task ID"],
};
const BUTTONS: Readonly<Record<string, string>> = { "/workers/spawn": "Spawn workers", "/wallets/provision": "Provision wallet", "/escrows/new": "Lock funds" };

test("each form has its labels and its button once", async ({ page }) => {
  await page.goto("/workers/spawn");
  await page.getByLabel("Role").fill("scanner");
  await page.getByLabel("Count").fill("1");
  await page.getByRole("button", { name: "Spawn workers" }).click();
  await expect(page.getByRole("region", { name: /^Batch/ })).toContainText("1 ready", { timeout: 60_000 });
  for (const [path, labels] of Object.entries(LABELS)) {
    await page.goto(path);
    for (const label of labels) await expect(page.getByLabel(label), `${label} on ${path}`).toHaveCount(1);
    await expect(page.getByRole("button", { name: BUTTONS[path] ?? "" }), path).toHaveCount(1);
    await expect(page.getByRole("heading", { level: 1 }), path).toHaveCount(1);
  }
});

test("the sign-in page has Email, Password and Sign in once", async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: baseURL ?? "" })).newPage();
  await page.goto("/sign-in");
  for (const label of ["Email", "Password"]) await expect(page.getByLabel(label)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Sign in" })).toHaveCount(1);
});
