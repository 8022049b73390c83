import { expect, type Locator, type Page } from "@playwright/test";

export class WalletPage {
  constructor(private readonly page: Page) {}

  /** Provisions a wallet through its form and comes back to the list. */
  async provision({ worker, dailyLimit, fundNow }: { worker: string; dailyLimit: string; fundNow: string }): Promise<void> {
    await this.page.goto("/wallets/provision");
    const field = this.page.getByLabel("Worker", { exact: true });
    await field.selectOption(await field.getByRole("option", { name: new RegExp(`^${worker},`) }).getAttribute("value"));
    await this.page.getByLabel("Daily limit (USDC)").fill(dailyLimit);
    await this.page.getByLabel("Fund now (USDC)").fill(fundNow);
    await this.page.getByRole("button", { name: "Provision wallet" }).click();
    await expect(this.row(worker)).toBeVisible();
  }

  row(owner: string): Locator {
    return this.page.getByRole("row", { name: new RegExp(`^${owner}`) });
  }

  /** Opens one action of a wallet's menu and fills the amount. */
  async open(owner: string, action: "Fund" | "Unfund" | "Change limit" | "Spend from wallet", amount: string): Promise<Locator> {
    await this.page.getByRole("button", { name: `Actions for ${owner}` }).click();
    await this.page.getByRole("button", { name: action, exact: true }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("textbox").fill(amount);
    return dialog;
  }

  async spend(owner: string, amount: string): Promise<Locator> {
    const dialog = await this.open(owner, "Spend from wallet", amount);
    await dialog.getByRole("button", { name: /^Spend / }).click();
    return dialog;
  }
}
