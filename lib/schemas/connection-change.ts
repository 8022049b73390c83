import { z } from "zod";
import { PRODUCT_SERVICES } from "@/lib/core/connection/accounts";
import { CAPABILITIES, type Capability, type CapabilityDialects } from "@/lib/core/connection/capabilities";
import type { RouteLimits } from "@/lib/core/connection/declared-limits";
import { SERVICE_NAMES, type ServiceHost } from "@/lib/core/connection/hosts";
import { DIALECTS, type Dialect } from "@/lib/core/escrow/states";
import { apiKeyField, baseUrlField, limitsField } from "./connection";
import { optionalTextField, textField } from "./fields";

/** What of a saved connection may be another one. Its accounts stay: another agent is another connection. */
export interface ConnectionChange {
  readonly name: string;
  readonly baseUrls: Readonly<Record<ServiceHost, string>>;
  readonly dialects: CapabilityDialects;
  readonly declaredLimits: RouteLimits;
}

const shape = {
  name: textField("a name", 2, 40),
  ...Object.fromEntries(SERVICE_NAMES.map((service) => [`${service}Url`, baseUrlField])),
  ...Object.fromEntries(CAPABILITIES.map((capability) => [`dialect ${capability}`, z.enum([...DIALECTS, "none"], "Choose a dialect.")])),
  limits: limitsField,
};

/** *Settings → Connections → Edit*: flat fields of a form, one change out of it. */
export const connectionChangeSchema = z.object(shape).transform((input): ConnectionChange => {
  const fields = input as unknown as Readonly<Record<string, string>> & { readonly limits: RouteLimits };
  const chosen = CAPABILITIES.map((capability): [Capability, Dialect | null] => {
    const word = fields[`dialect ${capability}`];
    return [capability, word === "none" ? null : (word as Dialect)];
  });
  return {
    name: fields["name"] ?? "", declaredLimits: fields.limits, dialects: Object.fromEntries(chosen) as Record<Capability, Dialect | null>,
    baseUrls: Object.fromEntries(SERVICE_NAMES.map((service) => [service, fields[`${service}Url`] ?? ""])) as Record<ServiceHost, string>,
  };
});

/** A new key for an account that is here already, with its code where the platform does not tell it. */
export const keyReplacementSchema = z.object({
  service: z.enum(["platform", ...PRODUCT_SERVICES], "Choose a service."), apiKey: apiKeyField, referralCode: optionalTextField("the referral code", 120),
});

export type KeyReplacement = z.infer<typeof keyReplacementSchema>;
