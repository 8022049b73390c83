import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MINUTE_MS, toEpochMs } from "@/lib/core/time";
import { openOutboundDoor } from "./open-door";
import { postSigned } from "./post-signed";
import { newSigningSecret, SIGNATURE_HEADER, signBody } from "./sign-body";

const TSX = path.join(process.cwd(), "node_modules/tsx/dist/cli.mjs");
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const examples: readonly (readonly [string, string, readonly string[]])[] = [
  ["TypeScript", process.execPath, [TSX, "docs/examples/judge.ts"]], ...(hasPython ? [["Python", "python3", ["docs/examples/judge.py"]] as const] : []),
];

const secret = newSigningSecret((size) => new Uint8Array(size).fill(7));
const outbound = openOutboundDoor();
const question = (summary: string) => JSON.stringify({ id: "wor_1", result: { summary }, input: {}, instructions: "Sum it up — briefly.", revision: 0 });
const TEN = "one two three four five six seven eight nine ten";

// A process needs seconds to start on a machine that builds, lints and tests at the same time.
describe.each(examples)("the example judge in %s", { timeout: 60_000 }, (_name, command, args) => {
  let child: ChildProcess;
  let folder = "";
  let url = "";

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "example-judge-"));
    writeFileSync(path.join(folder, "secret"), `${secret}\n`, { mode: 0o600 });
    child = spawn(command, [...args, "--port", "0", "--secret-file", path.join(folder, "secret")], { stdio: ["ignore", "pipe", "inherit"] });
    url = await new Promise((resolve) => child.stdout?.on("data", (data: Buffer) => resolve(/http:\S+/.exec(data.toString())?.[0] ?? "")));
  }, 60_000);
  afterAll(() => {
    child.kill();
    rmSync(folder, { recursive: true });
  });

  const ask = (body: string, more: { secret?: string; skewMs?: number } = {}) => postSigned(
    { outbound, now: () => toEpochMs(Date.now() + (more.skewMs ?? 0)) },
    { who: "judge", mode: "sandbox", url, body, secret: more.secret ?? secret, timeoutMs: 10_000, answerBytesMax: 10_000 },
  );

  it("judges what the console asks", async () => {
    const answers = [await ask(question(TEN)), await ask(question("too short"))].map((answer) => (answer.ok ? JSON.parse(answer.value) as unknown : answer.failure));
    expect(answers).toEqual([{ accept: true, reasons: [] }, { accept: false, reasons: ["The summary has 2 words; at least 10 are needed."] }]);
  });

  it("refuses everybody else, old questions and changed ones", async () => {
    const refused = { ok: false, failure: { code: "REFUSED", message: "The judge answered 401." } };
    expect(await ask(question(TEN), { secret: "whsec_another" })).toEqual(refused);
    expect(await ask(question(TEN), { skewMs: -6 * MINUTE_MS })).toEqual(refused);
    const forged: readonly Readonly<Record<string, string>>[] = [{}, { [SIGNATURE_HEADER]: "v1=" }, { [SIGNATURE_HEADER]: signBody(secret, question("other"), Math.floor(Date.now() / 1_000)) }];
    for (const headers of forged) {
      const post = { who: "judge", url, mode: "sandbox", headers, body: question(TEN), timeoutMs: 10_000, answerBytesMax: 10_000 } as const;
      expect(await outbound.post(post)).toMatchObject({ ok: true, value: { status: 401 } });
    }
  });
});
