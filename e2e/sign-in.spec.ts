import { SignInPage } from "./pages/sign-in-page";
import { expect, test } from "./setup/story";

test.use({ storageState: { cookies: [], origins: [] } });

test("a wrong password is refused with a sentence, the right one leads to the page that was asked for", async ({ page, consoleServer }) => {
  const signIn = new SignInPage(page);
  await page.goto("/escrows");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();

  await signIn.signIn(consoleServer.admin.email, "not the password");
  await expect(signIn.refusal).toHaveText("The e-mail address or the password is wrong.");
  await signIn.signIn("nobody@example.com", consoleServer.admin.password);
  await expect(signIn.refusal).toHaveText("The e-mail address or the password is wrong.");

  await signIn.signIn(consoleServer.admin.email, consoleServer.admin.password);
  await expect(page.getByRole("heading", { level: 1, name: "Escrows" })).toBeVisible();
});

test("who signs out is out, also on the way back", async ({ page, consoleServer }) => {
  const signIn = new SignInPage(page);
  await page.goto("/sign-in");
  await signIn.signIn(consoleServer.admin.email, consoleServer.admin.password);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  await signIn.signOut();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await page.goto("/workers");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fworkers$/);
});

test("a page outside the console is never where a sign-in leads", async ({ page, consoleServer }) => {
  await page.goto("/sign-in?callbackUrl=https%3A%2F%2Fevil.example%2F");
  await new SignInPage(page).signIn(consoleServer.admin.email, consoleServer.admin.password);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});
