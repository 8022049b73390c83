import { expect, type Locator, type Page } from "@playwright/test";

export interface Batch {
  /** Names become `<prefix>-<role>-01` and on. */
  readonly prefix: string;
  readonly role?: string;
  readonly count?: number;
  readonly initialFunding?: string;
  readonly dailyLimit?: string;
}

export class SpawnPage {
  /** The batch that is followed. */
  readonly batch: Locator;
  readonly button: Locator;

  constructor(private readonly page: Page) {
    this.batch = page.getByRole("region", { name: /^Batch \d+$/ });
    this.button = page.getByRole("button", { name: "Spawn workers" });
  }

  async fill({ prefix, role = "trading", count = 1, initialFunding = "", dailyLimit = "" }: Batch): Promise<string[]> {
    await this.page.goto("/workers/spawn");
    await this.page.getByLabel("Role").fill(role);
    await this.page.getByLabel("Count").fill(String(count));
    await this.page.getByLabel("Initial funding (USDC)").fill(initialFunding);
    await this.page.getByLabel("Daily limit (USDC)").fill(dailyLimit);
    await this.page.getByLabel("Name prefix").fill(prefix);
    return Array.from({ length: count }, (_, index) => `${prefix}-${role}-${String(index + 1).padStart(2, "0")}`);
  }

  /** Asks for the batch and gives the names at once. */
  async ask(batch: Batch): Promise<string[]> {
    const names = await this.fill(batch);
    await this.button.click();
    await expect(this.line(names[0] ?? "")).toBeVisible();
    return names;
  }

  /** Asks for the batch and waits until every worker is ready. */
  async spawn(batch: Batch): Promise<string[]> {
    const names = await this.ask(batch);
    await expect(this.batch).toContainText(`${names.length} ready`, { timeout: 60_000 });
    return names;
  }

  /** One worker of the batch that is followed. */
  line(name: string): Locator {
    return this.batch.getByRole("listitem").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }
}
