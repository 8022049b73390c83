/**
 * The configuration: every variable of `.env.example`, parsed once. Only the server reads it.
 * `readConfiguration` is what a person may write; `env()` is what a running process has, where the start script
 * (or the person, with a database of his own) has filled in the database and the secrets.
 */
import { BlockList, isIP } from "node:net";
import { z } from "zod";

/** One key of `CONSOLE_MASTER_KEYS`; the first in the list encrypts, all decrypt. */
interface MasterKey {
  readonly version: number;
  readonly key: Uint8Array;
}

const WHOLE_NUMBER = /^\d{1,9}$/;

function wholeNumber(low: number, high: number) {
  const expected = `a whole number from ${low} to ${high}`;
  return z
    .string()
    .regex(WHOLE_NUMBER, expected)
    .transform(Number)
    .refine((value) => value >= low && value <= high, expected);
}

function url(expected: string, protocols: readonly string[]) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), expected);
}

const POSTGRES = ["postgres:", "postgresql:"];
const postgresUrl = url("a PostgreSQL address, postgresql://user:password@host:5432/database", POSTGRES);

export const masterKeys = z.string().transform((text, ctx): readonly MasterKey[] => {
  const keys = text.split(",").map((part) => /^v([1-9]\d{0,5}):([A-Za-z0-9+/]{43}=)$/.exec(part.trim()));
  const versions = new Set(keys.map((match) => match?.[1]));
  if (keys.some((match) => match === null) || versions.size !== keys.length) {
    ctx.addIssue({ code: "custom", message: "keys of 32 bytes in base64, newest first: v2:<base64>,v1:<base64>" });
    return z.NEVER;
  }
  return keys.map((match) => ({ version: Number(match?.[1]), key: Buffer.from(match?.[2] ?? "", "base64") }));
});

const proxies = z
  .string()
  .regex(/^[0-9a-fA-F.:/]+(\s*,\s*[0-9a-fA-F.:/]+)*$/, "addresses or networks with commas between: 10.0.0.1, 192.168.0.0/16")
  .transform((text): readonly string[] => text.split(",").map((part) => part.trim()));

const PRIVATE_RANGES = [["10.0.0.0", 8], ["172.16.0.0", 12], ["192.168.0.0", 16], ["100.64.0.0", 10], ["fc00::", 7]] as const;

/** True for a part of a private range: nothing public needs to be opened, and nothing of the machine itself may be. */
function isPrivateNetwork(text: string): boolean {
  const [base = "", prefix = ""] = text.split("/");
  const family = isIP(base);
  if (family === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > (family === 4 ? 32 : 128)) return false;
  return PRIVATE_RANGES.some(([start, bits]) => {
    const range = new BlockList();
    range.addSubnet(start, bits, isIP(start) === 4 ? "ipv4" : "ipv6");
    return isIP(start) === family && Number(prefix) >= bits && range.check(base, family === 4 ? "ipv4" : "ipv6");
  });
}

const privateNetworks = z
  .string()
  .transform((text): readonly string[] => text.split(",").map((part) => part.trim()))
  .refine((networks) => networks.every(isPrivateNetwork), "private networks with commas between: 10.20.0.0/16, fd12:3456::/32");

/** Each variable on its own; rules between variables are in `crossChecks`. Empty text counts as unset. */
const variables = {
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: z.string().regex(/^[0-9A-Za-z.:-]+$/, "an address or host name to listen on, as 127.0.0.1").default("127.0.0.1"),
  CONSOLE_URL: url("the address people open, as https://console.example.com", ["http:", "https:"])
    .transform((text) => text.replace(/\/+$/, ""))
    .optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default(".data"),
  CONSOLE_MASTER_KEYS: masterKeys.optional(),
  NEXTAUTH_SECRET: z.string().min(32, "at least 32 characters of random text").optional(),
  CONSOLE_ADMIN_EMAIL: z.email("an e-mail address").optional(),
  CONSOLE_ADMIN_PASSWORD: z.string().min(12, "at least 12 characters").optional(),
  SANDBOX: z.enum(["on", "off"], "on or off").optional(),
  SANDBOX_PORT: wholeNumber(1, 65_535).default(4010),
  ALLOW_SANDBOX: z.enum(["0", "1"], "1 to allow, 0 or unset to refuse").transform((text) => text === "1").default(false),
  ENGINE: z.enum(["process", "cron"], "process or cron").default("process"),
  ENGINE_SLOTS: wholeNumber(1, 64).default(1),
  CRON_SECRET: z.string().min(16, "at least 16 characters of random text").optional(),
  METRICS_TOKEN: z.string().min(16, "at least 16 characters of random text").optional(),
  TRUSTED_PROXIES: proxies.default([]),
  OUTBOUND_NETWORKS: privateNetworks.default([]),
  SMTP_URL: url("smtp://user:password@host:587 or smtps://…", ["smtp:", "smtps:"]).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url("the http address of a collector", ["http:", "https:"]).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"], "debug, info, warn, error or silent").default("info"),
} as const;

type Parsed = z.infer<z.ZodObject<typeof variables>>;

/** What a person configured: the address is settled, the database and the secrets may be left to the start script. */
export type Configuration = Omit<Parsed, "CONSOLE_URL"> & { readonly CONSOLE_URL: string };

type Settled = "DATABASE_URL" | "DATABASE_DIRECT_URL" | "CONSOLE_MASTER_KEYS" | "NEXTAUTH_SECRET";

/** What a running process has. `DATABASE_DIRECT_URL` is without a transaction pooler and defaults to `DATABASE_URL`. */
export type Env = Omit<Configuration, Settled> & { readonly [Name in Settled]-?: NonNullable<Configuration[Name]> };

export const VARIABLE_NAMES = Object.keys(variables) as readonly (keyof Parsed)[];

/** Thrown when a variable is bad; the message has one line for each, with its name and what is expected, never its value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  constructor(readonly problems: readonly { readonly name: string; readonly expected: string }[]) {
    super(problems.map((problem) => `${problem.name}: expected ${problem.expected}`).join("\n"));
  }
}

type Source = Readonly<Record<string, string | undefined>>;

/** Parses what a person may write. Errors: `ConfigurationError` with every bad variable at once. */
export function readConfiguration(source: Source): Configuration {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = z.object(variables).safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({ name: issue.path.join("."), expected: issue.message }));
    throw new ConfigurationError(problems);
  }
  const problems = crossChecks(parsed.data);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { ...parsed.data, CONSOLE_URL: parsed.data.CONSOLE_URL ?? `http://localhost:${parsed.data.PORT}` };
}

/** Parses what a running process needs: the database and the secrets too. Errors: `ConfigurationError`. */
export function readEnv(source: Source): Env {
  const configuration = readConfiguration(source);
  const { DATABASE_URL, CONSOLE_MASTER_KEYS, NEXTAUTH_SECRET } = configuration;
  if (!DATABASE_URL || !CONSOLE_MASTER_KEYS || !NEXTAUTH_SECRET) {
    throw new ConfigurationError([{ name: "DATABASE_URL", expected: "a PostgreSQL address (`npm start` brings a database of its own)" }]);
  }
  const direct = configuration.DATABASE_DIRECT_URL ?? DATABASE_URL;
  return { ...configuration, DATABASE_URL, DATABASE_DIRECT_URL: direct, CONSOLE_MASTER_KEYS, NEXTAUTH_SECRET };
}

function crossChecks(values: Parsed): { name: string; expected: string }[] {
  const problems: { name: string; expected: string }[] = [];
  const need = (name: keyof Parsed, expected: string) => problems.push({ name, expected });
  if (values.DATABASE_URL && !values.CONSOLE_MASTER_KEYS) need("CONSOLE_MASTER_KEYS", "a value when DATABASE_URL is set: v1:<base64 of 32 random bytes>");
  if (values.DATABASE_URL && !values.NEXTAUTH_SECRET) need("NEXTAUTH_SECRET", "a value when DATABASE_URL is set: at least 32 characters of random text");
  if (values.DATABASE_DIRECT_URL && !values.DATABASE_URL) need("DATABASE_URL", "a value when DATABASE_DIRECT_URL is set");
  if (values.CONSOLE_ADMIN_EMAIL && !values.CONSOLE_ADMIN_PASSWORD) need("CONSOLE_ADMIN_PASSWORD", "a value when CONSOLE_ADMIN_EMAIL is set");
  if (values.CONSOLE_ADMIN_PASSWORD && !values.CONSOLE_ADMIN_EMAIL) need("CONSOLE_ADMIN_EMAIL", "a value when CONSOLE_ADMIN_PASSWORD is set");
  if (values.SANDBOX === "on" && values.DATABASE_URL && !values.ALLOW_SANDBOX) need("ALLOW_SANDBOX", "1 when SANDBOX=on is used with DATABASE_URL");
  if (values.SANDBOX !== "off" && values.SANDBOX_PORT === values.PORT) need("SANDBOX_PORT", "another port than PORT");
  return problems;
}

let cached: Env | undefined;

/** The configuration of this process, parsed at the first call. Errors: `ConfigurationError`. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

/** The level of the logs, readable even where the rest of the configuration is absent or bad. */
export function logLevel(): Env["LOG_LEVEL"] {
  const parsed = variables.LOG_LEVEL.safeParse(process.env["LOG_LEVEL"]?.trim() || undefined);
  return parsed.success ? parsed.data : "info";
}
