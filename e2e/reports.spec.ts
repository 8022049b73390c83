/** Referrals, costs and the audit log show the same money as the platform's ledger, to the micro. */
import { toDecimal, usdc } from "../lib/core/money";
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { sum } from "./setup/sandbox-control";
import { expect, test } from "./setup/story";

test("the cost report and the referral tree agree with the sandbox's ledger", async ({ page, sandbox, unique }) => {
  const [one = "", other = ""] = await new SpawnPage(page).spawn({ prefix: unique, role: `r${unique}`, count: 2 });
  const escrow = new EscrowPage(page);
  for (const [payee, amount] of [[one, "5.00"], [one, "0.333333"], [other, "1.234567"]] as const) {
    await escrow.lock({ payee, amount });
    await escrow.confirm("Release", /Final/);
    await expect(escrow.step("Released")).toBeVisible();
  }

  const { rows } = (await (await page.request.get("/api/v1/costs?range=7d&format=json")).json()) as { rows: Record<string, string>[] };
  const orchestrator = `agent:${await sandbox.orchestratorId()}`;
  for (const worker of [one, other]) {
    const earned = await sandbox.balanceOf(`agent:${worker}`);
    const ours = await Promise.all((await sandbox.escrowsTo(worker)).map(async ({ escrowId }) => ({ escrowId, booked: await sandbox.bookedOn(escrowId) })));
    const paid = (await sandbox.escrowsTo(worker)).reduce((all, { amountMicros }) => all + BigInt(amountMicros), 0n);
    const referral = ours.reduce((all, { booked }) => all + (booked[orchestrator] ?? 0n), 0n) + paid;
    expect(rows.find(({ agent }) => agent === worker)).toMatchObject({
      paid_usdc: toDecimal(usdc(paid)), fees_usdc: toDecimal(usdc(paid - earned)), referral_back_usdc: toDecimal(usdc(referral)),
    });
  }
  expect(sum(await sandbox.ledger())).toBe(0n);

  await page.goto("/costs");
  await expect(page.getByRole("row", { name: new RegExp(`^${one}`) })).toContainText("5.33");
  await page.goto("/referrals");
  const tree = page.getByRole("region", { name: "Referral tree" });
  await expect(tree.getByRole("link", { name: one })).toBeVisible();
  await page.goto("/referrals?view=list");
  await expect(page.getByRole("row", { name: new RegExp(`^${one}`) })).toContainText("0.01");
});

test("the audit log names who did what, and its chain verifies on the page", async ({ page, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  await new EscrowPage(page).lock({ payee: worker, amount: "1.00" });
  await page.goto("/audit?action=escrow.lock");
  const entries = page.getByRole("region", { name: "Audit log" });
  await expect(entries.getByRole("row").filter({ hasText: worker }).first()).toContainText("succeeded");
  await page.getByRole("button", { name: "Verify now" }).click();
  await expect(page.getByRole("region", { name: "Chain" })).toContainText(/Chain intact, [\d,]+ entries/);
});

test("the Overview says that the money is safe once the platform proves it", async ({ page, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  await new EscrowPage(page).lock({ payee: worker, amount: "1.50" });
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Summary" })).toContainText(/safe/i);
  await expect(page.getByRole("region", { name: "Live activity" })).toContainText(worker);
});
