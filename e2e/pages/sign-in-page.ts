import type { Locator, Page } from "@playwright/test";

export class SignInPage {
  readonly refusal: Locator;

  constructor(private readonly page: Page) {
    this.refusal = page.getByRole("main").getByRole("alert");
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: /^Menu of / }).click();
    await this.page.getByRole("button", { name: "Sign out" }).click();
  }
}
