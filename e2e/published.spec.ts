/** The main job on a connection that serves nothing but what the published services serve; what they cannot do is said. */
import type { Page } from "@playwright/test";
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { WalletPage } from "./pages/wallet-page";
import { expect, test } from "./setup/story";

interface Made { readonly agent_id: string; readonly api_key: string; readonly referral_code: string }

async function register(sandboxUrl: string): Promise<Made> {
  const response = await fetch(`${sandboxUrl}/published/casino.purpleflea.com/api/v1/auth/register`, {
    method: "POST", headers: { "content-type": "application/json" }, body: "{}",
  });
  return (await response.json()) as Made;
}

async function connect(page: Page, name: string, orchestrator: Made): Promise<void> {
  await page.goto("/settings/connections");
  await page.getByRole("link", { name: "Add connection" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Addresses", { exact: true }).selectOption({ label: "Sandbox, as the published services" });
  await page.getByLabel("Orchestrator id").fill(orchestrator.agent_id);
  await page.getByLabel("Key", { exact: true }).fill(orchestrator.api_key);
  await page.getByRole("button", { name: "Add connection" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await choose(page, name);
}

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Connection: / }).click();
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole("button", { name: `Connection: ${name}. Choose another one` })).toBeVisible();
}

test("spawns, budgets, pays and retires on the published services, and says plainly what they do not do", async ({ page, sandbox, consoleServer, unique }) => {
  test.setTimeout(240_000);
  const orchestrator = await register(consoleServer.sandboxUrl);
  await sandbox.credit(orchestrator.agent_id, 200_000_000n);
  await connect(page, `Published ${unique}`, orchestrator);
  const before = await sandbox.balanceOf(`agent:${orchestrator.agent_id}`);

  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique, initialFunding: "3.00", dailyLimit: "2.00" });
  const agent = (await sandbox.state()).agents.find(({ referrerId }) => referrerId === orchestrator.agent_id);
  const account = `agent:${agent?.agentId ?? "none"}`;
  expect(await sandbox.balanceOf(account)).toBe(3_000_000n);
  expect((await sandbox.state()).wallets.some(({ agentId }) => agentId === agent?.agentId)).toBe(false);

  await page.goto("/wallets");
  await expect(page.getByRole("main")).toContainText("A call made with the raw key skips the console");
  await expect(page.getByRole("main").getByText("enforced here").first()).toBeVisible();
  const wallets = new WalletPage(page);
  await expect(wallets.row(worker)).toContainText("3.00");
  const fund = await wallets.open(worker, "Fund", "1.50");
  await fund.getByRole("button", { name: /^Fund / }).click();
  await expect(fund).toBeHidden();
  await expect(wallets.row(worker)).toContainText("4.50");
  expect(await sandbox.balanceOf(account)).toBe(4_500_000n);

  const escrow = new EscrowPage(page);
  await escrow.lock({ payee: worker, amount: "5.00" });
  await expect(escrow.priceOfSilence).toContainText("4.95");
  await expect(escrow.priceOfSilence).toContainText("Fee lost 0.05");
  await expect(escrow.action("Cancel")).toBeDisabled();
  await expect(page.getByRole("region", { name: "Actions" })).toContainText(/The platform has no cancel\. Waiting does the same, later: 4\.95 comes back at the deadline, .*, minus the 1 % fee\./);
  await escrow.confirm("Mark completed", /No money moves/);
  await expect(escrow.step("Completed")).toBeVisible();
  await escrow.confirm("Release", new RegExp(`${worker} has 4\\.95 within seconds\\. Final`));
  await expect(escrow.step("Released")).toBeVisible();
  expect(await sandbox.balanceOf(account)).toBe(9_450_000n);

  await page.goto(`/workers?q=${worker}`);
  await page.getByRole("link", { name: worker }).click();
  await expect(page.getByRole("heading", { level: 1, name: worker })).toBeVisible();
  const workerUrl = page.url();
  await page.getByRole("link", { name: "Keys" }).click();
  await expect(page.getByRole("main")).toContainText("Rotate key is unavailable: the platform has no way to change a key.");
  await expect(page.getByRole("button", { name: "Rotate key" })).toBeHidden();
  await page.goto(workerUrl);
  await page.getByRole("button", { name: "Retire" }).click();
  await page.getByRole("dialog").getByRole("button", { name: `Retire ${worker}` }).click();
  await expect(page.getByRole("button", { name: "Retire", exact: true })).toBeHidden({ timeout: 60_000 });
  expect(await sandbox.balanceOf(account)).toBe(0n);
  // Of 5.00 the platform kept 0.05; the orchestrator itself was referred by nobody.
  expect((await sandbox.balanceOf(`agent:${orchestrator.agent_id}`)) - before).toBe(-50_000n);
  await choose(page, "Sandbox");
});
