/** A reply that is lost is an outcome of its own: shown as unknown, settled by the engine, one effect in the end. */
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

/** While no escrow can be read nobody can settle what became of a release: the doubt stays as long as a story looks at it. */
const UNREADABLE = { match: { method: "GET", path: "/api/escrows" }, effect: "5xx" } as const;

test("a lock whose reply is lost after the effect is found again and happened once", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.fill({ payee: worker, amount: "12.00" });
  await sandbox.breakOn({ match: { method: "POST", path: "/api/escrows", bodyIncludes: "12" }, effect: "reply_lost_after" });
  await escrow.lockButton.click();

  await expect(escrow.unknown).toContainText("We do not know if 12.00 was locked.");
  await expect(page.getByRole("button", { name: /^Release/ })).toBeHidden();
  await sandbox.mend();
  await expect(escrow.step("Locked")).toBeVisible({ timeout: 30_000 });
  await expect(escrow.unknown).toBeHidden();
  const made = await sandbox.escrowsTo(worker);
  expect(made.map(({ state, amountMicros }) => [state, amountMicros])).toEqual([["locked", "12000000"]]);
  expect(await sandbox.bookedOn(made[0]?.escrowId ?? "")).toEqual({ [`agent:${await sandbox.orchestratorId()}`]: -12_000_000n });
});

test("a lock whose request is lost before the effect ends with one escrow or with none, never with doubt", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.fill({ payee: worker, amount: "9.00" });
  await sandbox.breakOn({ match: { path: "/api/escrows" }, effect: "reply_lost_before" });
  await escrow.lockButton.click();

  await expect(escrow.unknown).toContainText("We do not know if 9.00 was locked.");
  await sandbox.mend();
  await expect(escrow.unknown).toBeHidden({ timeout: 30_000 });
  const made = await sandbox.escrowsTo(worker);
  expect(made.length).toBeLessThanOrEqual(1);
  await expect(escrow.step(made.length === 1 ? "Locked" : "Cancelled")).toBeVisible();
});

test("a release whose reply is lost pays the worker once", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "6.00" });
  await sandbox.breakOn({ match: { method: "POST", path: "/release" }, effect: "reply_lost_after", times: 1 });
  await sandbox.breakOn(UNREADABLE);
  const dialog = await escrow.confirm("Release", /5\.94/);
  // The dialog says it, and gives way to the page once that knows of the open outcome.
  await expect(dialog.getByRole("alert").or(escrow.unknown).first()).toContainText("We do not know");
  await sandbox.mend();

  await expect(escrow.step("Released")).toBeVisible({ timeout: 30_000 });
  expect(await sandbox.balanceOf(`agent:${worker}`)).toBe(5_940_000n);
});

test("a release that never arrived is told so and can be done again", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "6.00" });
  await sandbox.breakOn({ match: { method: "POST", path: "/release" }, effect: "reply_lost_before", times: 1 });
  await sandbox.breakOn(UNREADABLE);
  const dialog = await escrow.confirm("Release", /5\.94/);
  await expect(dialog.getByRole("alert").or(escrow.unknown).first()).toContainText("We do not know");
  await expect(escrow.unknown).toBeVisible();
  await sandbox.mend();
  await expect(escrow.unknown).toBeHidden({ timeout: 30_000 });
  expect(await sandbox.balanceOf(`agent:${worker}`)).toBe(0n);
  await page.reload();
  await escrow.confirm("Release", /5\.94/);
  await expect(escrow.step("Released")).toBeVisible();
  expect(await sandbox.balanceOf(`agent:${worker}`)).toBe(5_940_000n);
});
