import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

test("three workers are spawned, verified, given a wallet and funded, and the sandbox agrees", async ({ page, sandbox, unique }) => {
  const spawn = new SpawnPage(page);
  const orchestrator = await sandbox.orchestratorId();
  const before = await sandbox.balanceOf(`agent:${orchestrator}`);
  await spawn.fill({ prefix: unique, count: 3, initialFunding: "2.00", dailyLimit: "1.50" });
  const plan = page.getByRole("region", { name: "New batch" });
  await expect(plan).toContainText(`${unique}-trading-01`);
  await expect(plan).toContainText(/Capital needed now\s*3 × 2\.00\s*6\.00/);

  const names = await spawn.spawn({ prefix: unique, count: 3, initialFunding: "2.00", dailyLimit: "1.50" });
  await expect(spawn.batch).toContainText("6.00 of 6.00 USDC funded");
  for (const name of names) await expect(spawn.line(name).getByRole("img", { name: "Step 6 of 6: ready" })).toBeVisible();

  await page.goto(`/workers?q=${unique}`);
  for (const name of names) {
    const row = page.getByRole("row", { name: new RegExp(`^${name}`) });
    await expect(row).toContainText("live");
    await expect(row).toContainText("listed");
    await expect(row.getByRole("meter", { name: `Spent today by ${name}` })).toHaveAttribute("aria-valuetext", "0.00 of 1.50");
  }

  const { agents, wallets } = await sandbox.state();
  expect(agents.filter(({ agentId, referrerId }) => names.includes(agentId) && referrerId === orchestrator)).toHaveLength(3);
  const funded = wallets.filter(({ agentId }) => names.includes(agentId ?? ""));
  expect(funded.map(({ balanceMicros, dailyLimitMicros }) => [balanceMicros, dailyLimitMicros])).toEqual(Array(3).fill(["2000000", "1500000"]));
  expect((await sandbox.balanceOf(`agent:${orchestrator}`)) - before).toBe(-6_000_000n);
});

test("one failing registration stops one worker only, and Retry failed does what is missing", async ({ page, sandbox, unique }) => {
  const spawn = new SpawnPage(page);
  const failing = `${unique}-casino-02`;
  await sandbox.breakOn({ match: { method: "POST", path: "/register", bodyIncludes: failing }, effect: "429" });
  const names = await spawn.ask({ prefix: unique, role: "casino", count: 3, initialFunding: "1.00", dailyLimit: "1.00" });

  await expect(spawn.batch).toContainText("2 ready · 1 stopped", { timeout: 60_000 });
  await expect(spawn.line(failing)).toContainText("Nothing moved.");
  await page.goto("/alerts");
  await expect(page.getByRole("listitem").filter({ hasText: "1 of 3" }).or(page.getByRole("listitem").filter({ hasText: failing })).first()).toBeVisible();

  await sandbox.mend();
  await page.goto("/workers/spawn");
  await spawn.batch.getByRole("button", { name: "Retry failed" }).click();
  await expect(spawn.batch).toContainText("3 ready", { timeout: 60_000 });
  await expect(spawn.batch.getByRole("button", { name: "Retry failed" })).toBeHidden();

  const { agents, wallets } = await sandbox.state();
  expect(agents.filter(({ agentId }) => names.includes(agentId))).toHaveLength(3);
  expect(wallets.filter(({ agentId }) => names.includes(agentId ?? "")).map(({ balanceMicros }) => balanceMicros)).toEqual(Array(3).fill("1000000"));
});
