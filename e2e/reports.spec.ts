import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { sum } from "./setup/sandbox-control";
import { expect, test } from "./setup/story";

test("the cost report, its CSV and the referral chain agree with the sandbox's ledger", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "5.00" });
  await escrow.confirm("Release", /Final/);
  await expect(escrow.step("Released")).toBeVisible();

  await page.goto("/costs?range=all");
  const row = page.getByRole("row", { name: new RegExp(`^${worker}`) });
  await expect(row).toContainText("5.00");
  await expect(row).toContainText("0.05");
  const csv = await (await page.request.get("/api/v1/costs?range=all&format=csv")).text();
  const line = csv.split("\n").find((text) => text.includes(`,${worker},`)) ?? "";
  expect(line).toContain("SANDBOX");
  expect(line).toContain(",5,0.05,0.0075,4.95,");

  const orchestrator = await sandbox.orchestratorId();
  const credited = sum((await sandbox.ledger()).filter(({ account, reason }) => account === `agent:${orchestrator}` && reason.includes("referral_commission")));
  const { totals } = (await (await page.request.get("/api/v1/commissions?range=all")).json()) as { totals: { credited_usdc: string } };
  expect(Math.round(Number(totals.credited_usdc) * 1_000_000)).toBe(Number(credited));
  await page.goto("/referrals?view=list");
  await expect(page.getByRole("row", { name: new RegExp(`^${worker}`) })).toContainText("in ledger");
});

test("the audit log says who did what, and its chain is verified on the page", async ({ page, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  await new EscrowPage(page).lock({ payee: worker, amount: "1.50" });
  await page.goto("/audit?action=escrow.lock");
  const entry = page.getByRole("row").filter({ hasText: worker }).first();
  await expect(entry).toContainText("1.5");
  await entry.getByText(worker).first().click();
  await expect(entry).toContainText("Request");

  await page.getByRole("button", { name: "Verify now" }).click();
  await expect(page.getByRole("region", { name: "Chain" })).toContainText(/Chain intact, [\d,]+ entries/);
});

test("the Overview proves the money and a frozen fleet sends none", async ({ page, unique, consoleServer }) => {
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
