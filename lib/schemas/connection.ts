import { z } from "zod";
import { PRODUCT_SERVICES, type ProductService } from "@/lib/core/connection/accounts";
import { CAPABILITIES, type Capability, type CapabilityDialects, LIVE_DIALECTS, SANDBOX_DIALECTS } from "@/lib/core/connection/capabilities";
import type { RouteLimits } from "@/lib/core/connection/declared-limits";
import { isLoopback, SERVICE_NAMES, type ServiceHost } from "@/lib/core/connection/hosts";
import { limitsFromText } from "@/lib/core/connection/limits-text";
import { addressKind, literalAddress } from "@/lib/core/connection/network-address";
import { DIALECTS, type Dialect } from "@/lib/core/escrow/states";
import { blankToNull, idField, optionalTextField, textField } from "./fields";

/** The identity of one service: its id there, its key, and the code it gives to others. */
export interface AccountWish {
  readonly agentId: string;
  readonly apiKey: string;
  /** Left blank: the platform is asked. */
  readonly referralCode: string | null;
}

/** A connection as an operator wishes it. Keys are secrets: they go into the vault and nowhere else. */
export interface ConnectionWish {
  readonly name: string;
  readonly baseUrls: Readonly<Record<ServiceHost, string>>;
  readonly orchestrator: AccountWish;
  readonly products: Readonly<Partial<Record<ProductService, AccountWish>>>;
  readonly dialects: CapabilityDialects;
  readonly declaredLimits: RouteLimits;
}

/** A service's address: https, or plain http on this machine alone, because a key travels with every request. */
export const baseUrlField = z.string("Enter the address.").trim().max(300, "Keep the address within 300 characters.").transform((text, ctx) => {
  const problem = problemOf(text);
  if (problem) ctx.addIssue({ code: "custom", message: problem });
  return problem ? z.NEVER : text.replace(/\/+$/, "");
});

function problemOf(text: string): string | null {
  if (!URL.canParse(text)) return "Enter a whole address like https://escrow.example.com.";
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username || password || search || hash) return "Leave user, query and fragment out of the address.";
  // A key of the orchestrator goes to this address: never to what answers for the machine itself.
  const literal = literalAddress(hostname);
  if (literal !== null && addressKind(literal) === "refused") return "This address belongs to the machine's network itself. Enter the service's own.";
  if (protocol === "https:" || (protocol === "http:" && isLoopback(hostname))) return null;
  return "Use https: a key travels with every request. Plain http is for this machine only.";
}

/** A platform key: one word. Its text is in no message. */
export const apiKeyField = z.string("Enter the key.").trim().min(8, "Enter the whole key.").max(300, "This is too long for a key.")
  .regex(/^[\x21-\x7e]+$/, "A key has no blanks.");

const optionalKey = z.preprocess(blankToNull, apiKeyField.nullable());
const optionalId = z.preprocess(blankToNull, idField("the agent").nullable());

const product = (service: ProductService) => ({
  [`${service}AgentId`]: optionalId, [`${service}ApiKey`]: optionalKey, [`${service}ReferralCode`]: optionalTextField("the referral code", 120),
});

/** A capability's field: blank keeps the preset, `none` switches it off. */
const dialectField = z.preprocess(blankToNull, z.enum([...DIALECTS, "none"]).nullable());

/** Declared limits, one a line. */
export const limitsField = z.string().max(20_000).default("").transform((text, ctx) => {
  const parsed = limitsFromText(text);
  if ("limits" in parsed) return parsed.limits;
  ctx.addIssue({ code: "custom", message: `“${parsed.badLine}” is no limit. Write: escrow POST /escrow/create = 20 / 60 s` });
  return z.NEVER;
});

const shape = {
  name: textField("a name", 2, 40),
  ...Object.fromEntries(SERVICE_NAMES.map((service) => [`${service}Url`, baseUrlField])),
  agentId: idField("the orchestrator"), apiKey: apiKeyField, referralCode: optionalTextField("the referral code", 120),
  ...product("wallet"), ...product("trading"), ...product("domains"),
  dialectPreset: z.enum(["published", "sandbox"], "Choose the dialects."),
  ...Object.fromEntries(CAPABILITIES.map((capability) => [`dialect ${capability}`, dialectField])),
  limits: limitsField,
};

/** *Settings → Connections → Add*: flat fields of a form, one wish out of it. */
export const connectionSchema = z.object(shape).transform((input, ctx): ConnectionWish => {
  const fields = input as unknown as Readonly<Record<string, string | null>> & { readonly limits: RouteLimits };
  const products: Partial<Record<ProductService, AccountWish>> = {};
  for (const service of PRODUCT_SERVICES) {
    const [agentId, apiKey, referralCode] = [fields[`${service}AgentId`], fields[`${service}ApiKey`], fields[`${service}ReferralCode`] ?? null];
    if (agentId && apiKey) products[service] = { agentId, apiKey, referralCode };
    else if (agentId || apiKey) {
      ctx.addIssue({ code: "custom", path: [`${service}${agentId ? "ApiKey" : "AgentId"}`], message: `Enter both the id and the key of ${service}, or neither.` });
    }
  }
  return {
    name: fields["name"] ?? "",
    baseUrls: Object.fromEntries(SERVICE_NAMES.map((service) => [service, fields[`${service}Url`] ?? ""])) as Record<ServiceHost, string>,
    orchestrator: { agentId: fields["agentId"] ?? "", apiKey: fields["apiKey"] ?? "", referralCode: fields["referralCode"] ?? null },
    products, dialects: dialectsOf(fields), declaredLimits: fields.limits,
  };
});

function dialectsOf(fields: Readonly<Record<string, unknown>>): CapabilityDialects {
  const preset = fields["dialectPreset"] === "published" ? LIVE_DIALECTS : SANDBOX_DIALECTS;
  const chosen = CAPABILITIES.map((capability): [Capability, Dialect | null] => {
    const own = fields[`dialect ${capability}`];
    if (own === null || own === undefined) return [capability, preset[capability]];
    return [capability, own === "none" ? null : (own as Dialect)];
  });
  return Object.fromEntries(chosen) as Record<Capability, Dialect | null>;
}
