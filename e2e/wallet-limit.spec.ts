import { SpawnPage } from "./pages/spawn-page";
import { WalletPage } from "./pages/wallet-page";
import { expect, test } from "./setup/story";

test("a provisioned wallet spends up to its daily limit, is refused above it, and spends again after 24 hours", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const wallets = new WalletPage(page);
  await wallets.provision({ worker, dailyLimit: "2.00", fundNow: "5.00" });
  await expect(wallets.row(worker)).toContainText("5.00");

  const paid = await wallets.spend(worker, "1.50");
  await expect(paid).toBeHidden();
  await expect(wallets.row(worker).getByRole("meter")).toHaveAttribute("aria-valuetext", "1.50 of 2.00");

  const refused = await wallets.spend(worker, "0.75");
  await expect(refused.getByRole("alert")).toContainText(`The daily limit of ${worker} leaves 0.5`);
  await expect(refused.getByRole("alert")).toContainText(/of 2(\.00)? USDC\. Nothing moved\. It resets at .*UTC, in 2[34] h/);
  await refused.getByRole("button", { name: "Keep" }).click();
  const [wallet] = (await sandbox.state()).wallets.filter(({ agentId }) => agentId === worker);
  expect(wallet).toMatchObject({ balanceMicros: "3500000", spentTodayMicros: "1500000" });

  await page.goto("/settings/sandbox");
  await page.getByRole("button", { name: "+24 h" }).click();
  await expect(page.getByText("The clock moved.")).toBeVisible();
  await page.goto("/wallets");
  const again = await wallets.spend(worker, "0.75");
  await expect(again).toBeHidden();
  await expect(wallets.row(worker).getByRole("meter")).toHaveAttribute("aria-valuetext", "0.75 of 2.00");
  expect(await sandbox.balanceOf(`wallet:${wallet?.walletId}`)).toBe(2_750_000n);
});

test("money that a wallet has not spent comes back, and no more than that", async ({ page, sandbox, unique }) => {
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const wallets = new WalletPage(page);
  await wallets.provision({ worker, dailyLimit: "1.00", fundNow: "4.00" });

  const tooMuch = await wallets.open(worker, "Unfund", "4.01");
  await expect(tooMuch).toContainText("At most 4.00.");
  await tooMuch.getByRole("button", { name: /^Unfund / }).click();
  await expect(tooMuch.getByRole("alert")).toContainText(/holds 4(\.00)? USDC.*Nothing (moved|was sent)/);
  await tooMuch.getByRole("textbox").fill("4.00");
  await tooMuch.getByRole("button", { name: /^Unfund / }).click();
  await expect(tooMuch).toBeHidden();
  await expect(wallets.row(worker)).toContainText("0.00");
  expect((await sandbox.state()).wallets.find(({ agentId }) => agentId === worker)?.balanceMicros).toBe("0");
});
