/** A second connection beside the first: tested by reads, saved with its key sealed, chosen, and never mixed with the other. */
import { expect, test } from "./setup/story";

interface Made { readonly agent_id: string; readonly api_key: string; readonly referral_code: string }

async function register(sandboxUrl: string, code?: string): Promise<Made> {
  const response = await fetch(`${sandboxUrl}/published/casino.purpleflea.com/api/v1/auth/register`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(code ? { referral_code: code } : {}),
  });
  return (await response.json()) as Made;
}

test("a connection is tested, added, chosen, and brings its workers", async ({ page, consoleServer, unique }) => {
  const orchestrator = await register(consoleServer.sandboxUrl);
  const worker = await register(consoleServer.sandboxUrl, orchestrator.referral_code);
  const name = `Second ${unique}`;
  await page.goto("/settings/connections");
  await page.getByRole("link", { name: "Add connection" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Addresses", { exact: true }).selectOption({ label: "Sandbox, as the published services" });
  await page.getByLabel("Orchestrator id").fill(orchestrator.agent_id);
  await page.getByLabel("Key", { exact: true }).fill("sk_not_the_key_of_anybody");
  await page.getByRole("button", { name: "Test reads" }).click();
  await expect(page.getByRole("region", { name: "Test and save" }).getByRole("alert")).toContainText("Nothing was saved");
  await page.getByLabel("Key", { exact: true }).fill(orchestrator.api_key);
  await page.getByRole("button", { name: "Test reads" }).click();
  const report = page.getByRole("status", { name: "What the platform answered" });
  await expect(report).toContainText(orchestrator.referral_code);
  await expect(report).toContainText("This is a sandbox");
  await page.getByRole("button", { name: "Add connection" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.locator("body")).not.toContainText(orchestrator.api_key);
  await expect(page.getByRole("region", { name: "Accounts" })).toContainText("version 1");

  await page.getByRole("link", { name: "Edit connection" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Edit ${name}` })).toBeVisible();
  await page.getByLabel("Declared limits").fill("escrow POST /escrow/create = 20 / 60 s");
  await page.getByRole("button", { name: "Test reads" }).click();
  await expect(page.getByRole("status", { name: "What the platform answered" })).toContainText(orchestrator.agent_id);
  const password = page.getByLabel("Your password", { exact: true });
  if (await password.isVisible()) await password.fill(consoleServer.admin.password);
  await page.getByRole("button", { name: "Save connection" }).click();
  await expect(page.getByText(`${name} is saved.`)).toBeVisible();
  const key = page.getByRole("form", { name: "Key of casino" });
  await key.getByLabel("New key of casino").fill(worker.api_key);
  const again = key.getByLabel("Your password for casino");
  if (await again.isVisible()) await again.fill(consoleServer.admin.password);
  await key.getByRole("button", { name: "Replace key" }).click();
  await expect(key.getByRole("alert")).toContainText("Another agent is another connection");

  await page.getByRole("button", { name: /^Connection: / }).click();
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole("button", { name: `Connection: ${name}. Choose another one` })).toBeVisible();
  await page.goto("/workers/import");
  await page.getByRole("textbox", { name: "Roster" }).fill(`agent_id,api_key,role\n${worker.agent_id},${worker.api_key},trading`);
  await page.getByRole("button", { name: "Look first" }).click();
  await expect(page.getByRole("cell", { name: "Listed as referred by the orchestrator" })).toBeVisible();
  await page.getByRole("button", { name: "Import 1 worker" }).click();
  await page.getByRole("link", { name: worker.agent_id }).click();
  await expect(page.getByRole("heading", { level: 1, name: worker.agent_id })).toBeVisible();
  await page.getByRole("button", { name: "Edit notes" }).click();
  await page.getByLabel("Tags").fill("night-shift");
  await page.getByRole("button", { name: "Save notes" }).click();
  await page.getByRole("link", { name: "night-shift" }).click();
  await expect(page.getByRole("link", { name: worker.agent_id })).toBeVisible();

  await page.getByRole("button", { name: /^Connection: / }).click();
  await page.getByRole("button", { name: /^Sandbox/ }).click();
  await expect(page.getByRole("button", { name: "Connection: Sandbox. Choose another one" })).toBeVisible();
  await page.goto("/workers");
  await expect(page.getByRole("link", { name: worker.agent_id })).toBeHidden();
});
