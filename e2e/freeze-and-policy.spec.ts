import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

test("the Overview proves the money, and a frozen fleet sends none", async ({ page, unique, consoleServer }) => {
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Summary" })).toContainText(/[\d,.]+ of [\d,.]+ proven/, { timeout: 30_000 });
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  await page.goto("/");
  await page.getByRole("button", { name: "Freeze" }).click();
  await page.getByRole("button", { name: "Freeze now" }).click();
  await expect(page.getByRole("complementary", { name: "Environment" })).toContainText("FROZEN");
  const escrow = new EscrowPage(page);
  await escrow.fill({ payee: worker, amount: "2.00" });
  await escrow.lockButton.click();
  await expect(escrow.refusal).toContainText("frozen");
  await page.goto("/");
  await page.getByRole("button", { name: "Unfreeze" }).click();
  await page.getByLabel("Your password").fill(consoleServer.admin.password);
  await page.getByRole("button", { name: "Unfreeze now" }).click();
  await expect(page.getByRole("complementary", { name: "Environment" })).toContainText("SANDBOX");
});

test("limits change with the password and show in the audit log with before and after", async ({ page, consoleServer }) => {
  await page.goto("/settings/policy");
  await page.getByLabel("Per transaction (USDC)").fill("240");
  if (await page.getByLabel("Your password").isVisible()) await page.getByLabel("Your password").fill(consoleServer.admin.password);
  await page.getByRole("button", { name: "Save limits" }).click();
  await expect(page.getByText("The limits are changed.")).toBeVisible();
  await page.goto("/audit?action=policy.change");
  const entry = page.getByRole("row").filter({ hasText: "240 per transaction" }).first();
  await entry.getByText("240 per transaction").click();
  await expect(entry).toContainText(/perTransaction\s*250 → 240/);
});
