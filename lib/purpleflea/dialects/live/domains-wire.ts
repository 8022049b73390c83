/**
 * Domains, v1 server. Source: transcript section 11 and reference 1.1.7 (2026-11-20). The registrar was not reachable in
 * our run: the fields of an offer and of a bought domain are the code's, and any of its words for a price is read.
 */
import { z } from "zod";
import { maybe, wireAmount, wireTime } from "../wire-fields";

export const domainsAccountWire = z.looseObject({
  agent_id: z.string().min(1), balance_usd: wireAmount, total_spent: wireAmount, total_domains: z.number().int().nonnegative(),
  referral_code: maybe(z.string()),
});

export const offerWire = z.looseObject({
  domain: z.string().min(1).optional(), name: z.string().min(1).optional(), available: maybe(z.boolean()),
  price_usd: maybe(wireAmount), price: maybe(wireAmount), price_per_year_usd: maybe(wireAmount),
});

/** A search or a check answers one offer, or a list of them. */
export const offersWire = z.union([
  z.looseObject({ results: z.array(offerWire) }), z.looseObject({ domains: z.array(offerWire) }), offerWire,
]);

export const ownedWire = z.looseObject({
  domain_id: maybe(z.string()), id: maybe(z.string()), domain: maybe(z.string()), domain_name: maybe(z.string()),
  status: maybe(z.string()), price_usd: maybe(wireAmount), charged_usd: maybe(wireAmount), cost_usd: maybe(wireAmount),
  new_balance: maybe(wireAmount), balance_usd: maybe(wireAmount), expires_at: maybe(wireTime),
});

export const ownedListWire = z.looseObject({ domains: z.array(ownedWire) });

export type OfferWire = z.infer<typeof offerWire>;
export type OffersWire = z.infer<typeof offersWire>;
export type OwnedWire = z.infer<typeof ownedWire>;
