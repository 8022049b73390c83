/** What a person may not do is not offered, and refused all the same. */
import type { Page } from "@playwright/test";
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

test("a viewer reads an escrow but may not release it", async ({ page, pageOf, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  await new EscrowPage(page).lock({ payee: worker, amount: "5.00" });
  const viewer = new EscrowPage(await pageOf("viewer"));
  await viewer.page.goto(page.url());
  await expect(viewer.step("Locked")).toBeVisible();
  for (const verb of ["Mark completed", "Release", "Cancel", "Dispute"] as const) await expect(viewer.action(verb)).toBeDisabled();
  await expect(viewer.page.getByText("Ask somebody who is operator or treasurer.").first()).toBeVisible();

  for (const path of ["/escrows/new", "/wallets/provision", "/settings/people"]) {
    await viewer.page.goto(path);
    await expect(viewer.page.getByRole("heading", { level: 1 })).not.toHaveText(/New escrow|Provision wallet|People/);
  }
  await viewer.page.goto("/workers/spawn");
  await expect(viewer.page.getByRole("button", { name: "Spawn workers" })).toBeHidden();
  expect(await sandbox.balanceOf(`agent:${worker}`)).toBe(0n);
});

test("a person whose role is taken away is refused by the action of the page that is still open", async ({ page, pageOf, sandbox, unique, consoleServer }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  await new EscrowPage(page).lock({ payee: worker, amount: "5.00" });
  const operator = new EscrowPage(await pageOf("operator"));
  await operator.page.goto(page.url());
  const dialog = await operator.open("Release");

  await setRole(page, consoleServer.admin.password, "viewer");
  await dialog.getByRole("button", { name: /^Release/ }).click();
  await expect(dialog.getByRole("alert")).toContainText("Your roles do not allow this. Nothing was done.");
  expect(await sandbox.balanceOf(`agent:${worker}`)).toBe(0n);
  await setRole(page, consoleServer.admin.password, "operator");
});

test("a frozen fleet refuses a lock with a sentence, and refunds go on", async ({ page, sandbox, unique, consoleServer }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "2.00" });
  const escrowUrl = page.url();
  await page.getByRole("button", { name: "Freeze" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("No money leaves. Refunds and reads go on.");
  await dialog.getByRole("button", { name: "Freeze now" }).click();
  await expect(page.getByRole("complementary", { name: "Environment" })).toContainText("FROZEN");

  await escrow.fill({ payee: worker, amount: "3.00" });
  await expect(page.getByText("The fleet is frozen. No money leaves until somebody unfreezes it.")).toBeVisible();
  await escrow.lockButton.click();
  await expect(escrow.refusal).toContainText(/The fleet is frozen.* Nothing was sent\. Unfreeze it first; refunds go on\./);
  await page.goto(escrowUrl);
  await expect(escrow.action("Release")).toBeDisabled();
  await escrow.confirm("Cancel", /2\.00 goes back/);
  await expect(escrow.money).toContainText(/Came back\s*2\.00/);
  expect(await sandbox.escrowsTo(worker)).toHaveLength(1);

  await page.getByRole("button", { name: "Unfreeze" }).click();
  await page.getByRole("dialog").getByLabel("Your password").fill(consoleServer.admin.password);
  await page.getByRole("dialog").getByRole("button", { name: "Unfreeze now" }).click();
  await expect(page.getByRole("complementary", { name: "Environment" })).not.toContainText("FROZEN");
});

/** Gives the person called The operator this role and no other. */
async function setRole(page: Page, ownPassword: string, role: "operator" | "viewer"): Promise<void> {
  await page.goto("/settings/people");
  const password = page.getByRole("textbox", { name: "Your password" });
  await expect(page.getByRole("button", { name: "Roles of The operator" })).toBeVisible();
  if (await password.isVisible()) {
    await password.fill(ownPassword);
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(password).toBeHidden();
  }
  await page.getByRole("button", { name: "Roles of The operator" }).click();
  const dialog = page.getByRole("dialog");
  for (const each of ["operator", "viewer"]) await dialog.getByLabel(each, { exact: true }).setChecked(each === role);
  await dialog.getByRole("button", { name: "Change roles" }).click();
  await expect(dialog).toBeHidden();
}
