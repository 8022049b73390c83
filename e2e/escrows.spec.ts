/** Escrows from end to end, by role and label, with the sandbox's ledger as the judge. */
import type { Page } from "@playwright/test";
import { expect, test, type ConsoleServer } from "./setup/console";

const ROLE = "scanner";

interface LedgerState {
  readonly agents: readonly { agentId: string; balanceMicros: string }[];
  readonly escrows: readonly { state: string; amountMicros: string }[];
}

async function onLedger({ sandboxUrl }: ConsoleServer): Promise<LedgerState> {
  return (await fetch(`${sandboxUrl}/_sandbox/state`)).json() as Promise<LedgerState>;
}

const balanceOf = ({ agents }: LedgerState, agentId: string) => BigInt(agents.find((agent) => agent.agentId === agentId)?.balanceMicros ?? -1);

async function breakOnce({ sandboxUrl }: ConsoleServer, effect: string, path: string): Promise<void> {
  await fetch(`${sandboxUrl}/_sandbox/faults`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ match: { method: "POST", path }, effect, times: 1 }),
  });
}

async function signIn(page: Page, { admin }: ConsoleServer): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}

/** The one worker of these stories, spawned once for each console. Gives its name, which is its id on the platform. */
async function workerOf(page: Page, server: ConsoleServer): Promise<string> {
  const known = async () => (await onLedger(server)).agents.map(({ agentId }) => agentId).find((id) => !id.startsWith("orch-"));
  const first = await known();
  if (first) return first;
  await page.goto("/workers/spawn");
  await page.getByLabel("Role").fill(ROLE);
  await page.getByLabel("Count").fill("1");
  await page.getByRole("button", { name: "Spawn workers" }).click();
  await expect(async () => {
    const answer = await page.request.get(`/workers?q=${(await known()) ?? "none"}`);
    expect(await answer.text()).toContain("live");
  }).toPass({ timeout: 30_000 });
  return (await known()) ?? "";
}

async function lockFunds(page: Page, payee: string, amount: string, more: { hours?: string } = {}): Promise<void> {
  await page.goto("/escrows/new");
  await page.getByLabel("Payee").fill(payee);
  await page.getByLabel("Amount (USDC)").fill(amount);
  await page.getByLabel("Description").fill("Scan pairs");
  if (more.hours) await page.getByLabel("Timeout (hours)").fill(more.hours);
  await page.getByRole("button", { name: "Lock funds" }).click();
  await expect(page).toHaveURL(/\/escrows\/esw_/);
}

async function confirm(page: Page, verb: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${verb}`) }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Keep" })).toBeVisible();
  await dialog.getByRole("button", { name: new RegExp(`^${verb}`) }).click();
}

test.beforeEach(async ({ page, consoleServer }) => signIn(page, consoleServer));

test("locks 5.00 and releases it: the worker has 4.95, the fee is 0.05, 0.0075 comes back", async ({ page, consoleServer }) => {
  const worker = await workerOf(page, consoleServer);
  const before = await onLedger(consoleServer);
  await lockFunds(page, worker, "5.00");
  await expect(page.getByText("locked", { exact: true }).first()).toBeVisible();
  await confirm(page, "Mark completed");
  await expect(page.getByText("completed", { exact: true }).first()).toBeVisible();
  await confirm(page, "Release");
  await expect(page.getByText("released", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("+0.0075")).toBeVisible();
  const after = await onLedger(consoleServer);
  expect(balanceOf(after, worker) - balanceOf(before, worker)).toBe(4_950_000n);
  const orchestrator = before.agents.find(({ agentId }) => agentId.startsWith("orch-"))?.agentId ?? "";
  expect(balanceOf(before, orchestrator) - balanceOf(after, orchestrator)).toBe(4_992_500n);
});

test("shows the fee and what will happen while the amount is typed, and refuses a seventh decimal", async ({ page, consoleServer }) => {
  const worker = await workerOf(page, consoleServer);
  await page.goto("/escrows/new");
  await page.getByLabel("Payee").fill(worker);
  await page.getByLabel("Amount (USDC)").fill("20");
  await expect(page.getByText("−0.20")).toBeVisible();
  await page.getByLabel("Amount (USDC)").fill("1.2345678");
  await expect(page.getByText("USDC has six decimals at most.")).toBeVisible();
});

test("cancels and gives everything back", async ({ page, consoleServer }) => {
  await lockFunds(page, await workerOf(page, consoleServer), "3.00");
  await confirm(page, "Cancel");
  await expect(page.getByText("refunded", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("Came back")).toBeVisible();
});

test("disputes, and the money stays locked", async ({ page, consoleServer }) => {
  await lockFunds(page, await workerOf(page, consoleServer), "2.00");
  await confirm(page, "Dispute");
  await expect(page.getByText("stays locked until the platform decides", { exact: false })).toBeVisible();
  expect((await onLedger(consoleServer)).escrows.at(-1)).toMatchObject({ state: "disputed", amountMicros: "2000000" });
});

test("refunds in full when the sandbox's clock passes the deadline", async ({ page, consoleServer }) => {
  await lockFunds(page, await workerOf(page, consoleServer), "4.00", { hours: "1" });
  await page.getByRole("button", { name: "To the deadline" }).click();
  await expect(page.getByText("refunded", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("refunded, timeout")).toBeVisible();
});

test("settles a lost reply by itself, with one effect on the ledger", async ({ page, consoleServer }) => {
  const worker = await workerOf(page, consoleServer);
  const before = (await onLedger(consoleServer)).escrows.length;
  await breakOnce(consoleServer, "reply_lost_after", "/api/escrows");
  await lockFunds(page, worker, "6.00");
  await expect(page.getByText("locked", { exact: true }).first()).toBeVisible({ timeout: 15_000 });
  expect((await onLedger(consoleServer)).escrows.length).toBe(before + 1);
});

test("shows what another tab did within a second or two", async ({ page, context, consoleServer }) => {
  await lockFunds(page, await workerOf(page, consoleServer), "1.00");
  const other = await context.newPage();
  await other.goto(page.url());
  await confirm(other, "Release");
  await expect(page.getByText("released", { exact: true }).first()).toBeVisible({ timeout: 3_000 });
});
