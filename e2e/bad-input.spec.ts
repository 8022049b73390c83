/** Every wrong value gets a sentence that says what happened to the money and what to do; nothing is lost. */
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

const AMOUNTS = [
  ["1.0000001", "USDC has six decimals at most."],
  ["-1", "The amount cannot be negative."],
  ["0", "The amount must be above zero."],
  ["1e3", "Write the amount in full digits, without an exponent."],
  ["1,000", "Use a dot for decimals and no thousands separator, like 1250.50."],
  ["99999999999999999999", "The largest amount is 8,000,000,000 USDC."],
  ["five", "Use digits and a dot only, like 12.50."],
] as const;

test("an amount that is none is refused beside its field, and what was typed stays", async ({ page, sandbox, unique }) => {
  const escrow = new EscrowPage(page);
  const before = (await sandbox.state()).escrows.length;
  await escrow.fill({ payee: `ag_${unique}`, amount: "1", description: "scan pairs" });
  const amount = page.getByLabel("Amount (USDC)");
  for (const [text, sentence] of AMOUNTS) {
    await amount.fill(text);
    await expect(amount).toHaveAccessibleDescription(new RegExp(sentence.replace(/[.,]/g, "\\$&")));
    await escrow.lockButton.click();
    await expect(escrow.lockButton).toBeEnabled();
    await expect(amount).toHaveAccessibleDescription(new RegExp(sentence.replace(/[.,]/g, "\\$&")));
    await expect(amount).toHaveValue(text);
  }
  await expect(page.getByLabel("Description")).toHaveValue("scan pairs");
  expect((await sandbox.state()).escrows).toHaveLength(before);
});

test("an unknown payee, a payer without money and an amount above the limit are refused before money moves", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const orchestrator = `agent:${await sandbox.orchestratorId()}`;
  const before = await sandbox.balanceOf(orchestrator);
  const escrow = new EscrowPage(page);

  await escrow.fill({ payee: "ag_nobody", amount: "1.00" });
  await escrow.lockButton.click();
  await expect(escrow.refusal).toContainText(/^Nothing moved\. .*Check the id and try again\.$/);
  await escrow.fill({ payee: await sandbox.orchestratorId(), amount: "3.00" });
  const payer = page.getByLabel("Payer");
  await payer.selectOption(await payer.getByRole("option", { name: new RegExp(`^${worker} `) }).getAttribute("value"));
  await escrow.lockButton.click();
  await expect(escrow.refusal).toContainText(/^Nothing moved\. .*Add money to the payer or lock less\.$/);
  await escrow.fill({ payee: worker, amount: "251" });
  await escrow.lockButton.click();
  await expect(escrow.refusal).toContainText("Nothing was sent.");
  expect(await sandbox.balanceOf(orchestrator)).toBe(before);
});

test("a timeout outside 1 to 720 hours and an empty form are refused beside their fields", async ({ page }) => {
  const escrow = new EscrowPage(page);
  for (const hours of ["0", "721", "1.5", "soon"]) {
    await escrow.fill({ payee: "ag_x", amount: "1", timeoutHours: hours });
    await escrow.lockButton.click();
    await expect(page.getByLabel("Timeout (hours)")).toHaveAttribute("aria-invalid", "true");
  }
  await page.goto("/escrows/new");
  await escrow.lockButton.click();
  for (const label of ["Payee", "Amount (USDC)", "Description"]) await expect(page.getByLabel(label)).toHaveAttribute("aria-invalid", "true");
});

for (const [effect, words] of [["5xx", "fails"], ["html", "answers with a page of HTML"]] as const) {
  test(`a platform that ${words} leaves no doubt in the end: no escrow, and it can be tried again`, async ({ page, sandbox, unique }) => {
    const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
    const escrow = new EscrowPage(page);
    await escrow.fill({ payee: worker, amount: "2.00" });
    await sandbox.breakOn({ match: { method: "POST", path: "/api/escrows" }, effect, times: 1 });
    await escrow.lockButton.click();
    await expect(page.getByRole("heading", { level: 1, name: `2.00 to ${worker}` })).toBeVisible();
    // What a gateway answered may still arrive until the call's 15 s are over; the next check comes up to 10 s after that.
    await expect(escrow.unknown).toBeHidden({ timeout: 60_000 });
    await expect(escrow.step("Locked").or(escrow.step("Cancelled")).first()).toBeVisible();
    expect((await sandbox.escrowsTo(worker)).length).toBeLessThanOrEqual(1);
  });
}

test("a platform that takes no more requests moves nothing and says so", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.fill({ payee: worker, amount: "2.00" });
  await sandbox.breakOn({ match: { method: "POST", path: "/api/escrows" }, effect: "429" });
  await escrow.lockButton.click();
  await expect(escrow.refusal).toContainText("Nothing moved.");
  await expect(escrow.refusal).toContainText("try again");
  await expect(page.getByLabel("Amount (USDC)")).toHaveValue("2.00");
  await sandbox.mend();
  await escrow.lockButton.click();
  await expect(escrow.step("Locked")).toBeVisible();
  expect(await sandbox.escrowsTo(worker)).toHaveLength(1);
});
