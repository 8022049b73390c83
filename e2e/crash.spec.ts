/** Processes die in the worst moment; nothing is done twice and nothing is lost. */
import { EscrowPage } from "./pages/escrow-page";
import { RunPage } from "./pages/run-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

test("a web process killed while the platform works leaves one escrow, and the page tells so", async ({ page, sandbox, unique, consoleServer }) => {
  test.setTimeout(240_000);
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });
  const escrow = new EscrowPage(page);
  await escrow.fill({ payee: worker, amount: "8.00" });
  await sandbox.breakOn({ match: { method: "POST", path: "/api/escrows" }, effect: "latency", latencyMs: 1_500, times: 1 });
  await escrow.lockButton.click();
  // The request has left when the sandbox counts it; the reply will find nobody.
  await expect.poll(() => sandbox.faultHits(), { intervals: [20] }).toBe(1);
  await consoleServer.killWeb();
  await expect.poll(() => sandbox.escrowsTo(worker)).toHaveLength(1);
  await consoleServer.restartWeb();

  await page.goto("/escrows");
  await page.getByRole("link", { name: worker }).click();
  await expect(escrow.step("Locked")).toBeVisible({ timeout: 45_000 });
  await expect(escrow.unknown).toBeHidden();
  await escrow.confirm("Release", /7\.92/);
  await expect(escrow.step("Released")).toBeVisible();
  expect(await sandbox.escrowsTo(worker)).toHaveLength(1);
  expect(await sandbox.balanceOf(`agent:${worker}`)).toBe(7_920_000n);
});

test("an engine killed in the middle of a batch of 20 goes on with one registration, wallet and funding each", async ({ page, sandbox, unique, consoleServer }) => {
  test.setTimeout(240_000);
  const spawn = new SpawnPage(page);
  await sandbox.breakOn({ match: { method: "POST", path: "/register" }, effect: "latency", latencyMs: 300 });
  const names = await spawn.ask({ prefix: unique, count: 20, initialFunding: "0.50", dailyLimit: "0.25" });
  await expect(spawn.batch).toContainText(/\d+ ready/);
  await consoleServer.killEngine();
  await consoleServer.restartEngine();

  await expect(spawn.batch).toContainText("20 ready", { timeout: 60_000 });
  const { agents, wallets } = await sandbox.state();
  expect(agents.filter(({ agentId }) => agentId.startsWith(`${unique}-`)).map(({ agentId }) => agentId).sort()).toEqual(names);
  const funded = wallets.filter(({ agentId }) => agentId?.startsWith(`${unique}-`));
  expect(funded.map(({ balanceMicros }) => balanceMicros)).toEqual(Array(20).fill("500000"));
});

test("an engine killed in the middle of a run of 12 legs goes on: one escrow and one release each", async ({ page, sandbox, unique, workers, consoleServer }) => {
  test.setTimeout(240_000);
  const names = await new SpawnPage(page).spawn({ prefix: unique, count: 3 });
  const run = new RunPage(page);
  const legs = Array.from({ length: 12 }, (_, index) => ({ key: `leg-${index + 1}`, worker: names[index % names.length], amount: "1.00", instructions: "Count the words." }));
  await run.write({ name: `${unique} crash`, pattern: "hub_spoke", input: { text: "four words of text" }, legs });
  await sandbox.breakOn({ match: { method: "POST", path: "/api/escrows" }, effect: "latency", latencyMs: 300 });
  await run.start();
  await expect.poll(() => sandbox.faultHits(), { intervals: [20] }).toBeGreaterThan(2);
  await consoleServer.killEngine();
  await workers.start(names);
  await consoleServer.restartEngine();

  await expect(page.getByText("done", { exact: true }).first()).toBeVisible({ timeout: 90_000 });
  const { escrows } = await sandbox.state();
  const ours = escrows.filter(({ payeeId }) => names.includes(payeeId));
  expect(ours.map(({ state }) => state)).toEqual(Array(12).fill("released"));
  for (const name of names) expect(await sandbox.balanceOf(`agent:${name}`)).toBe(3_960_000n);
});
