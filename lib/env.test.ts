import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigurationError, readConfiguration, readEnv, VARIABLE_NAMES } from "./env";

const key = Buffer.alloc(32, 7).toString("base64");
const secret = "0123456789abcdef0123456789abcdef";
const own = { DATABASE_URL: "postgresql://u:p@db.example/console", CONSOLE_MASTER_KEYS: `v1:${key}`, NEXTAUTH_SECRET: secret };

function problemsOf(source: Record<string, string>): string {
  try {
    readConfiguration(source);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return "";
}

describe("configuration", () => {
  it("needs nothing: every variable has a default or may stay unset", () => {
    const configuration = readConfiguration({});
    expect(configuration).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", CONSOLE_URL: "http://localhost:3000", DATA_DIR: ".data" });
    expect(configuration).toMatchObject({ SANDBOX_PORT: 4010, ENGINE: "process", ENGINE_SLOTS: 1, ALLOW_SANDBOX: false });
    expect(configuration.DATABASE_URL).toBeUndefined();
  });

  it("counts empty text as unset, as a copied .env.example has it", () => {
    expect(readConfiguration({ DATABASE_URL: "", PORT: " " }).PORT).toBe(3000);
  });

  it.each([
    ["PORT", "http"], ["PORT", "0"], ["PORT", "70000"], ["PORT", "3000.5"], ["CONSOLE_URL", "localhost"],
    ["DATABASE_URL", "mysql://db/x"], ["NEXTAUTH_SECRET", "short"], ["CONSOLE_MASTER_KEYS", "v1:abc"],
    ["CONSOLE_MASTER_KEYS", `v1:${key},v1:${key}`], ["CONSOLE_ADMIN_EMAIL", "nobody"], ["ENGINE", "lambda"],
    ["ENGINE_SLOTS", "-1"], ["TRUSTED_PROXIES", "the proxy"], ["SANDBOX", "maybe"], ["SMTP_URL", "mail.example.com"],
    ["OUTBOUND_NETWORKS", "10.0.0.1"], ["OUTBOUND_NETWORKS", "10.0.0.0/7"], ["OUTBOUND_NETWORKS", "0.0.0.0/0"], ["OUTBOUND_NETWORKS", "::/0"], ["OUTBOUND_NETWORKS", "127.0.0.0/8"],
    ["OUTBOUND_NETWORKS", "169.254.0.0/16"], ["OUTBOUND_NETWORKS", "fe80::/10"], ["OUTBOUND_NETWORKS", "8.8.8.0/24"], ["OUTBOUND_NETWORKS", "10.0.0.0/8,everything"], ["OUTBOUND_NETWORKS", "::ffff:10.0.0.0/104"],
  ])("stops at %s=%s and says what is expected", (name, value) => {
    const message = problemsOf({ [name]: value });
    expect(message).toContain(`${name}: expected `);
    expect(message).not.toContain(`expected ${value}`);
  });

  it("opens private networks to outgoing calls only when they are named", () => {
    expect(readConfiguration({}).OUTBOUND_NETWORKS).toEqual([]);
    expect(readConfiguration({ OUTBOUND_NETWORKS: "10.20.0.0/16, fd12:3456::/32" }).OUTBOUND_NETWORKS).toEqual(["10.20.0.0/16", "fd12:3456::/32"]);
  });

  it("names every bad variable at once", () => {
    const message = problemsOf({ PORT: "x", ENGINE: "y" });
    expect(message).toContain("PORT: expected a whole number from 1 to 65535");
    expect(message).toContain("ENGINE: expected process or cron");
  });

  it("requires the secrets with a database of one's own", () => {
    expect(problemsOf({ DATABASE_URL: own.DATABASE_URL })).toMatch(/CONSOLE_MASTER_KEYS.*\nNEXTAUTH_SECRET/);
  });

  it("refuses a sandbox in a database of one's own unless it is allowed", () => {
    expect(problemsOf({ ...own, SANDBOX: "on" })).toContain("ALLOW_SANDBOX");
    expect(problemsOf({ ...own, SANDBOX: "on", ALLOW_SANDBOX: "1" })).toBe("");
  });

  it("gives a running process the direct address and the keys in order", () => {
    const env = readEnv({ ...own, CONSOLE_MASTER_KEYS: `v2:${key}, v1:${key}` });
    expect(env.DATABASE_DIRECT_URL).toBe(own.DATABASE_URL);
    expect(env.CONSOLE_MASTER_KEYS.map((each) => each.version)).toEqual([2, 1]);
    expect(env.CONSOLE_MASTER_KEYS[0]?.key).toHaveLength(32);
  });

  it("does not run a process without a database", () => {
    expect(() => readEnv({})).toThrow("DATABASE_URL");
  });

  it("is documented in .env.example, variable by variable", () => {
    const example = readFileSync(".env.example", "utf8");
    const names = example.split("\n").flatMap((line) => /^([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? []);
    expect([...names].sort()).toEqual([...VARIABLE_NAMES].sort());
  });
});
