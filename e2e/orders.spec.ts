import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { EscrowPage } from "./pages/escrow-page";
import { SpawnPage } from "./pages/spawn-page";
import { expect, test } from "./setup/story";

const SCHEMA = { type: "object", required: ["words"], properties: { words: { type: "integer", minimum: 1 }, summary: { type: "string" } } };

/** The Python example where there is a Python, else the other one: both run against the same routes in the unit tests. */
const python = spawnSync("python3", ["--version"]).status === 0;
const [command, args] = python ? ["python3", ["docs/examples/worker.py"]] as const
  : [process.execPath, ["node_modules/tsx/dist/cli.mjs", "docs/examples/worker.ts"]] as const;

test("a work order is done by the worker's own process, and its result is released", async ({ page, unique, consoleServer }, info) => {
  if (!python) info.annotations.push({ type: "python3", description: "not on the PATH: the TypeScript example was run instead" });
  const [worker = ""] = await new SpawnPage(page).spawn({ prefix: unique });

  await page.goto(`/workers?q=${worker}`);
  await page.getByRole("link", { name: worker }).first().click();
  await page.getByRole("link", { name: "Keys" }).click();
  await page.getByLabel("Token name").fill("laptop");
  await page.getByRole("button", { name: "Make worker token" }).click();
  const token = (await page.getByText(/^pfw_[\w-]{43}$/).textContent()) ?? "";
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "worker-")), "token");
  writeFileSync(file, token, { mode: 0o600 });
  const child = spawn(command, [...args, "--console", consoleServer.url, "--token-file", file, "--once"]);
  const ended = new Promise((resolve) => child.on("close", resolve));

  const escrow = new EscrowPage(page);
  await escrow.fill({ payee: worker, amount: "5.00", description: "count words" });
  await page.getByLabel("Instructions").fill("Count the words of the text.");
  await page.getByLabel("Input").fill('{"text": "seven words are in this one sentence"}');
  await page.getByLabel("Result schema").fill(JSON.stringify({ ...SCHEMA, pattern: "x" }));
  await escrow.lockButton.click();
  await expect(page.getByText("Result schema at /pattern is not a keyword that the console checks.").first()).toBeVisible();
  await page.getByLabel("Result schema").fill(JSON.stringify(SCHEMA));
  await escrow.lockButton.click();

  const result = page.getByRole("region", { name: "Result", exact: true });
  await expect(result).toContainText("7 words counted.");
  await expect(result).toContainText("Schema valid");
  await expect(escrow.step("Completed")).toBeVisible();
  await result.getByText("Open result").click();
  await expect(result.getByRole("region", { name: "Result as JSON" })).toContainText('"words": 7');
  expect(await ended).toBe(0);
  await escrow.confirm("Release", /Final/);
  await expect(escrow.step("Released")).toBeVisible();
  await expect(result).toContainText("accepted");

  await page.goto(`/workers?q=${worker}`);
  await page.getByRole("link", { name: worker }).first().click();
  await page.getByRole("link", { name: "Orders" }).click();
  await expect(page.getByRole("row", { name: /Count the words of the text/ })).toContainText("accepted");
});
