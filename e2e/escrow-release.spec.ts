import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

test("5.00 is locked and released: 4.95 to the worker, 0.05 fee, 0.0075 back, on the page and on the ledger", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.fill({ payee: worker, amount: "5.00", description: "scan twelve pairs" });
  await expect(escrow.money).toContainText(/Platform fee, 1 %\s*−0\.05/);
  await expect(escrow.money).toContainText(new RegExp(`${worker} receives\\s*4\\.95`));
  await expect(escrow.money).toContainText(/15 % of the fee\s*\+0\.0075/);
  await expect(escrow.money).toContainText("If nobody acts within 24 h, 5.00 come back.");
  await escrow.lockButton.click();

  await expect(escrow.step("Locked")).toContainText("5.00 left");
  await expect(escrow.priceOfSilence).toContainText("you get 5.00 back");
  await escrow.confirm("Mark completed", /No money moves/);
  await expect(escrow.step("Completed")).toBeVisible();
  await expect(escrow.action("Mark completed")).toBeHidden();
  await escrow.confirm("Release", new RegExp(`${worker} has 4\\.95 within seconds\\. Final`));

  await expect(escrow.step("Released")).toBeVisible();
  await expect(escrow.money).toContainText(/Platform fee, 1 %\s*−0\.05/);
  await expect(escrow.money).toContainText(/15 % of the fee\s*\+0\.0075/);
  await expect(escrow.money).toContainText(/Your net cost\s*4\.9925/);
  const [onPlatform] = await sandbox.escrowsTo(worker);
  expect(onPlatform).toMatchObject({ state: "released", amountMicros: "5000000", description: "scan twelve pairs" });
  expect(await sandbox.bookedOn(onPlatform?.escrowId ?? "")).toEqual({
    [`agent:${worker}`]: 4_950_000n, [`agent:${await sandbox.orchestratorId()}`]: -4_992_500n, house: 42_500n,
  });

  await page.goto("/escrows?state=released");
  await expect(page.getByRole("row", { name: new RegExp(`^${worker}`) })).toContainText("5.00");
});
