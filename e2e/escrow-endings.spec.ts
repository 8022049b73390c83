/** The ways in which locked money does not reach the payee. */
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { withClient } from "../scripts/database/roles";
import { expect, test } from "./setup/story";

test("a cancelled escrow gives everything back without a fee", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "12.50" });

  const dialog = await escrow.open("Cancel");
  await expect(dialog).toContainText(new RegExp(`12\\.50 goes back to .* now, without a fee\\. ${worker} gets 0`));
  await dialog.getByRole("button", { name: "Keep" }).click();
  await expect(dialog).toBeHidden();
  await escrow.confirm("Cancel", /without a fee/);

  await expect(escrow.step("Refunded").or(escrow.step("Cancelled"))).toBeVisible();
  await expect(escrow.money).toContainText(/Came back\s*12\.50/);
  const [onPlatform] = await sandbox.escrowsTo(worker);
  expect(await sandbox.bookedOn(onPlatform?.escrowId ?? "")).toEqual({ [`agent:${await sandbox.orchestratorId()}`]: 0n });
});

test("a disputed escrow stays locked for both sides until the platform decides", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "7.00" });
  const dialog = await escrow.open("Dispute");
  await dialog.getByLabel("Reason").fill("half of the pairs are missing");
  await dialog.getByRole("button", { name: /^Dispute/ }).click();

  await expect(escrow.priceOfSilence).toContainText("7.00 stays locked until the platform decides");
  await expect(page.getByRole("button", { name: /^Release/ })).toBeHidden();
  const [onPlatform] = await sandbox.escrowsTo(worker);
  expect(onPlatform?.state).toBe("disputed");
  expect(await sandbox.bookedOn(onPlatform?.escrowId ?? "")).toEqual({ [`agent:${await sandbox.orchestratorId()}`]: -7_000_000n });
});

test("a fleet escrow that nobody touches comes back in full at its deadline", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "20.00", timeoutHours: "1" });
  await expect(escrow.priceOfSilence).toContainText("No fee is lost");
  await page.getByRole("button", { name: "To the deadline" }).click();

  await expect(escrow.money).toContainText("refunded, timeout");
  await expect(escrow.money).toContainText(/Came back\s*20\.00/);
  await expect(escrow.priceOfSilence).toBeHidden();
  const [onPlatform] = await sandbox.escrowsTo(worker);
  expect(await sandbox.bookedOn(onPlatform?.escrowId ?? "")).toEqual({ [`agent:${await sandbox.orchestratorId()}`]: 0n });
});

test("a live escrow that nobody touches comes back less 1 %", async ({ page, sandbox, unique, consoleServer }) => {
  const speak = (sql: string) => withClient(consoleServer.ownerDatabaseUrl, (client) => client.query(`update "Connection" set dialects = ${sql}`));
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await speak(`dialects || '{"escrow.create":"live","escrow.get":"live","escrow.find":null,"escrow.release":"live","escrow.cancel":null}'`);
  try {
    await escrow.lock({ payee: worker, amount: "20.00", timeoutHours: "1" });
    await expect(escrow.priceOfSilence).toContainText("you get 19.80 back");
    await expect(escrow.priceOfSilence).toContainText("Fee lost 0.20");
    await expect(escrow.action("Cancel")).toBeDisabled();
    await page.getByRole("button", { name: "To the deadline" }).click();

    await expect(escrow.money).toContainText(/Came back\s*19\.80/);
    await expect(escrow.money).toContainText(/Fee kept by the platform\s*−0\.20/);
    const [onPlatform] = await sandbox.escrowsTo(worker);
    expect(await sandbox.bookedOn(onPlatform?.escrowId ?? "")).toMatchObject({ [`agent:${await sandbox.orchestratorId()}`]: -200_000n });
  } finally {
    await speak(`dialects || '{"escrow.create":"fleet","escrow.get":"fleet","escrow.find":"fleet","escrow.release":"fleet","escrow.cancel":"router"}'`);
  }
});
