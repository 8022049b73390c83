/** One wish is one effect, however often it is clicked; and every open tab sees it. */
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { patient } from "./setup/patient-page";
import { expect, test } from "./setup/story";

test("a double click on Lock funds locks once", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.fill({ payee: worker, amount: "3.00" });
  await escrow.lockButton.dblclick();
  await expect(escrow.step("Locked")).toBeVisible();
  expect(await sandbox.escrowsTo(worker)).toHaveLength(1);
});

test("two tabs that release the same escrow pay once, and the second is told what happened", async ({ page, context, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const first = new EscrowPage(page);
  await first.lock({ payee: worker, amount: "4.00" });
  const second = new EscrowPage(patient(await context.newPage()));
  await second.page.goto(page.url());
  const dialogs = [await first.open("Release"), await second.open("Release")];
  await Promise.all(dialogs.map((dialog) => dialog.getByRole("button", { name: /^Release/ }).click()));

  for (const tab of [first, second]) await expect(tab.step("Released")).toBeVisible();
  expect(await sandbox.balanceOf(`agent:${worker}`)).toBe(3_960_000n);
});

test("what one tab does, another shows within two seconds", async ({ page, context, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const acting = new EscrowPage(page);
  await acting.lock({ payee: worker, amount: "1.00" });
  const watching = new EscrowPage(patient(await context.newPage()));
  await watching.page.goto(page.url());
  const list = await context.newPage();
  await list.goto("/escrows");
  const row = list.getByRole("row", { name: new RegExp(`^${worker}`) });
  await expect(row).toContainText("locked");

  await acting.confirm("Mark completed", /No money moves/);
  await expect(acting.step("Completed")).toBeVisible();
  await expect(watching.step("Completed")).toBeVisible({ timeout: 2_000 });
  await expect(row).toContainText("completed", { timeout: 2_000 });
});
