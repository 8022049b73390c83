import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const processes: ChildProcess[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function start(...flags: string[]): Promise<{ child: ChildProcess; url: string; line: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/main.ts", "--port", "0", ...flags], {
    cwd: ROOT, stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  processes.push(child);
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => void (output += chunk.toString()));
  const [message] = (await once(child, "message")) as [{ port: number }];
  await expect.poll(() => output).toContain("\n");
  return { child, url: `http://127.0.0.1:${message.port}`, line: output };
}

async function register(url: string, id: string): Promise<Response> {
  return fetch(`${url}/purpleflea.com/api/agents/register`, { method: "POST", body: JSON.stringify({ agent_id: id }) });
}

describe("the sandbox process", { timeout: 90_000 }, () => {
  it("prints one line, answers, and stops at once on SIGTERM", async () => {
    const { child, url, line } = await start("--memory");
    expect(line).toBe(`sandbox ready on ${url} (state in memory)\n`);
    expect((await fetch(`${url}/casino.purpleflea.com/health`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("stops when its parent is gone", async () => {
    const { child } = await start("--memory");
    child.disconnect();
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("keeps every answered request through kill -9", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    folders.push(folder);
    const first = await start("--data", folder);
    for (let index = 0; index < 20; index++) expect((await register(first.url, `worker-${index}`)).status).toBe(201);
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const second = await start("--data", folder);
    const state = (await (await fetch(`${second.url}/_sandbox/state`)).json()) as { agents: unknown[] };
    expect(state.agents).toHaveLength(20);
  });

  it("drops the connection of a lost reply", async () => {
    const { url } = await start("--memory");
    await fetch(`${url}/_sandbox/faults`, { method: "POST", body: JSON.stringify({ match: { path: "register" }, effect: "reply_lost_after", times: 1 }) });
    await expect(register(url, "worker")).rejects.toThrow("fetch failed");
    expect((await register(url, "worker")).status).toBe(409);
  });
});
