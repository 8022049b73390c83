/** A figure of the cost report opens the entries behind it, and the fleet's accounts are consolidated. */
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

test("a figure of the cost report opens its entries, and what stayed inside the fleet is eliminated", async ({ page, unique }) => {
  const role = `r${unique}`;
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique, role });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "5.00" });
  await escrow.confirm("Release", /Final/);
  await expect(escrow.step("Released")).toBeVisible();
  await escrow.lock({ payee: worker, amount: "2.00" });
  await escrow.confirm("Cancel", /without a fee/);
  await expect(escrow.step("Refunded").or(escrow.step("Cancelled"))).toBeVisible();

  await page.goto(`/costs?range=7d&role=${role}`);
  const row = page.getByRole("row", { name: new RegExp(`^${worker}`) });
  await expect(row).toContainText("15 %");
  const accounts = page.getByRole("region", { name: "Consolidated", exact: true });
  await expect(accounts.getByRole("row", { name: /^Own-fleet eliminations/ })).toContainText("−4.95");
  await expect(accounts.getByRole("row", { name: /^Change of the treasury/ })).toContainText("−0.0425");

  await row.getByRole("link", { name: "5.00", exact: true }).click();
  const entries = page.getByRole("region", { name: "Cost entries" });
  await expect(entries.getByRole("heading", { name: "Paid" })).toBeVisible();
  await expect(entries).toContainText("5.00 USDC");
  await page.getByRole("navigation", { name: "Figure" }).getByRole("link", { name: "Failed" }).click();
  await expect(entries).toContainText("1 refund, 2.00 USDC");
  await entries.getByRole("link", { name: "escrow" }).click();
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(worker) })).toBeVisible();
});
