import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

test("a retirement waits for the open escrow, sweeps the money home, then drops the key", async ({ page, sandbox, unique }) => {
  const orchestrator = `agent:${await sandbox.orchestratorId()}`;
  const before = await sandbox.balanceOf(orchestrator);
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique, initialFunding: "3.00", dailyLimit: "1.00" });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "10.00" });
  const escrowUrl = page.url();

  await page.goto(`/workers?q=${worker}`);
  await page.getByRole("link", { name: worker }).click();
  await expect(page.getByRole("heading", { level: 1, name: worker })).toBeVisible();
  const workerUrl = page.url();
  await page.getByRole("button", { name: "Retire" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/Comes back from its child wallet\s*3\.00/);
  await expect(dialog).toContainText(/Open escrows must end first\s*1, 10\.00/);
  await dialog.getByRole("button", { name: `Retire ${worker}` }).click();
  await expect(page.getByText(/retiring/).first()).toBeVisible();
  await expect(page.getByText(/open escrow/i).first()).toBeVisible();
  expect((await sandbox.state()).agents.find(({ agentId }) => agentId === worker)).toBeDefined();

  await page.goto(escrowUrl);
  await escrow.confirm("Release", /9\.90/);
  await expect(escrow.step("Released")).toBeVisible();
  await page.goto(workerUrl);
  await expect(page.getByRole("button", { name: "Retire" })).toBeHidden({ timeout: 60_000 });

  expect(await sandbox.balanceOf(`agent:${worker}`)).toBe(0n);
  const wallet = (await sandbox.state()).wallets.find(({ agentId }) => agentId === worker);
  expect(wallet?.balanceMicros).toBe("0");
  // Of 10.00 the platform kept 0.10 and gave 0.015 of it back.
  expect((await sandbox.balanceOf(orchestrator)) - before).toBe(-85_000n);
  await page.getByRole("link", { name: "Keys" }).click();
  await expect(page.getByRole("row", { name: /^Key 1/ })).toContainText("dropped");
  await expect(page.getByRole("button", { name: "Rotate key" })).toBeHidden();
});
