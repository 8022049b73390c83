import { expect, type Locator, type Page } from "@playwright/test";

/** A run from its plan to its report, as an operator sees it. */
export class RunPage {
  readonly startButton: Locator;

  constructor(private readonly page: Page) {
    this.startButton = page.getByRole("button", { name: /^Start run/ });
  }

  /** Writes a plan as JSON and waits until the dry run shows it. */
  async write(plan: Readonly<Record<string, unknown>>): Promise<void> {
    await this.page.goto("/runs/new");
    await this.page.getByRole("button", { name: "JSON", exact: true }).click();
    await this.page.getByLabel("Plan JSON").fill(JSON.stringify(plan, null, 2));
    await expect(this.startButton).toBeEnabled({ timeout: 60_000 });
  }

  async start(): Promise<void> {
    await this.startButton.click();
    await this.page.waitForURL(/\/runs\/run_/);
  }

  /** The list of legs, which says the same as the graph. */
  async openList(): Promise<void> {
    await this.page.getByRole("link", { name: "List", exact: true }).or(this.page.getByRole("button", { name: "List", exact: true })).first().click();
    await expect(this.page.getByRole("table", { name: "Legs of this run" })).toBeVisible();
  }

  leg(name: string): Locator {
    return this.page.getByRole("table", { name: "Legs of this run" }).getByRole("row").filter({ has: this.page.getByRole("link", { name }) });
  }

  /** The row of an agent in the run's own report. */
  async report(): Promise<Locator> {
    await this.page.getByRole("link", { name: "Report", exact: true }).click();
    return this.page.getByRole("region", { name: "Report" });
  }
}
