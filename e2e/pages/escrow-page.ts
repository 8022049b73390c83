import { expect, type Locator, type Page } from "@playwright/test";

export interface Terms {
  readonly payee: string;
  readonly amount: string;
  readonly description?: string;
  readonly timeoutHours?: string;
  readonly taskId?: string;
}

export type Verb = "Mark completed" | "Release" | "Cancel" | "Dispute";

export class EscrowPage {
  readonly lockButton: Locator;
  readonly timeline: Locator;
  readonly money: Locator;
  readonly priceOfSilence: Locator;
  readonly unknown: Locator;
  readonly refusal: Locator;

  constructor(readonly page: Page) {
    this.lockButton = page.getByRole("button", { name: "Lock funds" });
    this.timeline = page.getByRole("list", { name: "What happened and what comes" });
    this.money = page.getByRole("region", { name: "Money" });
    this.priceOfSilence = page.getByRole("region", { name: "Price of silence" });
    this.unknown = page.getByRole("region", { name: "Unknown outcome" });
    this.refusal = page.getByRole("main").getByRole("alert");
  }

  async fill({ payee, amount, description = "scan pairs", timeoutHours = "24", taskId = "" }: Terms): Promise<void> {
    await this.page.goto("/escrows/new");
    await this.page.getByLabel("Payee").fill(payee);
    await this.page.getByLabel("Amount (USDC)").fill(amount);
    await this.page.getByLabel("Description").fill(description);
    await this.page.getByLabel("Timeout (hours)").fill(timeoutHours);
    await this.page.getByLabel("Task ID").fill(taskId);
  }

  /** Locks and waits for the escrow's own page. */
  async lock(terms: Terms): Promise<void> {
    await this.fill(terms);
    await this.lockButton.click();
    await expect(this.page.getByRole("heading", { level: 1, name: new RegExp(` to ${terms.payee}$`) })).toBeVisible();
    await expect(this.step("Locked")).toBeVisible();
  }

  /** The button of one step; it is disabled where the step is closed. */
  action(verb: Verb): Locator {
    // An open dialog repeats the verb on its confirming button, after the button that opened it.
    return this.page.getByRole("region", { name: "Actions" }).getByRole("button", { name: new RegExp(`^${verb}`) }).first();
  }

  /** Opens the dialog of one step. */
  async open(verb: Verb): Promise<Locator> {
    await this.action(verb).click();
    const dialog = this.page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: "Keep" })).toBeVisible();
    return dialog;
  }

  /** Opens the dialog of one step, reads its consequence and confirms. */
  async confirm(verb: Verb, consequence: RegExp): Promise<Locator> {
    const dialog = await this.open(verb);
    await expect(dialog).toContainText(consequence);
    await dialog.getByRole("button", { name: new RegExp(`^${verb}`) }).click();
    return dialog;
  }

  /** One step of the timeline by its title. */
  step(title: string): Locator {
    return this.timeline.getByRole("listitem").filter({ hasText: new RegExp(`^${title}`) });
  }
}
