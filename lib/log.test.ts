import { describe, expect, it } from "vitest";
import { createLog, redact, redactText } from "./log";

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("debug", { write: (line) => lines.push(line) }));
  return lines.join("");
}

describe("logs", () => {
  it.each([
    "apiKey", "api_key", "lockCode", "lock_code", "authorization", "Authorization", "password", "CONSOLE_ADMIN_PASSWORD",
    "secret", "NEXTAUTH_SECRET", "token", "sessionToken", "cookie", "set-cookie", "mnemonic", "x-api-key", "private_key",
  ])("cut the field %s at any depth", (name) => {
    const line = written((log) => log.info({ reply: [{ [name]: "hunter2hunter2" }] }, "answered"));
    expect(line).not.toContain("hunter2");
    expect(line).toContain("[cut]");
  });

  it.each([
    "pf_live_9f8a7b6c5d4e", "pf_test_9f8a7b6c5d4e", "sk_live_abcdef123456", "pfc_9f8a7b6c5d4e", "pfw_9f8a7b6c5d4e", "whsec_9f8a7b6c5d4e", "Bearer abc.def-ghi", "postgresql://u:hunter2@db/x",
  ])("cut %s wherever it stands", (text) => {
    expect(redactText(`it failed with ${text}, sorry`)).toMatch(/^it failed with .*\[cut\].*, sorry$/);
    const line = written((log) => log.error(new Error(`refused ${text}`, { cause: new Error(text) })));
    expect(line).not.toContain(text);
    expect(written((log) => log.child({ note: text }).info(`seen ${text}`))).not.toContain(text);
  });

  it("keep what an operator needs: names, ids, amounts, token counts", () => {
    const kept = { agentId: "agt_01h", amountMicros: 5_000_000n, at: new Date(0), tokens: 3, keyVersion: 2, none: undefined };
    expect(redact(kept)).toEqual({ ...kept, amountMicros: "5000000", at: "1970-01-01T00:00:00.000Z" });
  });

  it("are one JSON object a line, with the request's id", () => {
    const line = written((log) => log.child({ requestId: "req_1" }).warn({ count: 2 }, "slow"));
    expect(JSON.parse(line)).toMatchObject({ level: "warn", requestId: "req_1", count: 2, message: "slow" });
  });

  it("end on circular objects", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(JSON.stringify(redact(circle))).toContain("[deep]");
  });
});
