/** A deployment without an engine process: actions drain the queue after their answer, the cron route is the net. */
import { SignInPage } from "./pages/sign-in-page";
import { patient } from "./setup/patient-page";
import { startConsole } from "./setup/start-console";
import { expect, test } from "./setup/story";

test.use({ storageState: { cookies: [], origins: [] } });
test.setTimeout(240_000);

test("workers become live without an engine process, twice in a row", async ({ browser, request }) => {
  const server = await startConsole({ variables: { ENGINE: "cron" } });
  try {
    await server.killEngine();
    const page = patient(await browser.newPage());
    await page.goto(`${server.url}/sign-in`);
    await new SignInPage(page).signIn(server.admin.email, server.admin.password);
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    for (const role of ["scout", "clerk"]) {
      await page.goto(`${server.url}/workers/spawn`);
      await page.getByLabel("Role").fill(role);
      await page.getByLabel("Count").fill("1");
      await page.getByRole("button", { name: "Spawn workers" }).click();
      await expect(page.getByText(`worker-${role}-01`).first()).toBeVisible();
      await page.goto(`${server.url}/workers?q=worker-${role}-01`);
      await expect(page.getByRole("row", { name: new RegExp(`worker-${role}-01`) })).toContainText("live", { timeout: 40_000 });
    }
    const refused = await request.get(`${server.url}/api/cron/drain`);
    expect(refused.status()).toBe(401);
    const drain = async () => (await request.get(`${server.url}/api/cron/drain`, { headers: { authorization: "Bearer cron-secret-of-the-tests" } })).json();
    // The drain that follows an action holds the slot for a moment; the cron finds it busy until then.
    await expect.poll(drain, { timeout: 30_000 }).toMatchObject({ drained: true, left: 0 });
    expect((await request.get(`${server.url}/api/ready`)).status()).toBe(200);
  } finally {
    await server.close();
  }
});
