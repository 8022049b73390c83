/** The first minute: the one-time link of a console that has no administrator. */
import { SignInPage } from "./pages/sign-in-page";
import { patient } from "./setup/patient-page";
import { startConsole } from "./setup/start-console";
import { expect, test } from "./setup/story";

test.use({ storageState: { cookies: [], origins: [] } });
// It starts a console of its own first.
test.setTimeout(240_000);

test("the printed link makes the first administrator once, who is signed in with all roles", async ({ browser }) => {
  const server = await startConsole({ withAdministrator: false });
  try {
    const page = patient(await browser.newPage());
    await page.goto(`${server.url}/sign-in`);
    await expect(page.getByText("Open the set-up link that the console printed")).toBeVisible();
    expect(server.setupUrl).toContain("/setup?token=");

    await page.goto(server.setupUrl ?? "");
    await page.getByLabel("Name").fill("Ada Admin");
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByLabel("Password").fill("too short");
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page).toHaveURL(/\/setup/);
    await page.getByLabel("Password").fill("a long and quiet password");
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    await page.getByRole("button", { name: "Menu of Ada Admin" }).click();
    await expect(page.getByText("viewer, operator, treasurer, auditor, admin").first()).toBeVisible();

    const again = await page.goto(server.setupUrl ?? "");
    expect(again?.status()).toBe(404);
    const other = patient(await browser.newPage());
    await other.goto(`${server.url}/sign-in`);
    await new SignInPage(other).signIn("ada@example.com", "a long and quiet password");
    await expect(other.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  } finally {
    await server.close();
  }
});
