import type { DialectAdapter } from "../../operations";
import type { DomainOffer, OwnedDomain } from "../../product-records";
import { answer } from "../answer";
import { toAmount, toInstant } from "../wire-fields";
import {
  domainsAccountWire, offersWire, type OffersWire, type OfferWire, ownedListWire, ownedWire, type OwnedWire,
} from "./domains-wire";
import { readCode, withdrawReferral } from "./money-adapter";
import { readCountedReferral, registerAt } from "./product-accounts";

/** Domains, v1 server. `buy` charges the account's balance; a failed registrar answers 500, which settles nothing. */
export const domainsAdapter: DialectAdapter = {
  "domains.register": (context, { referralCode }) => registerAt(context, "domains", referralCode),
  "domains.account": async ({ send }) => {
    const path = "/v1/auth/account";
    const reply = await send({ service: "domains", method: "GET", path, route: path, schema: domainsAccountWire });
    const wire = reply.body;
    return answer(reply, {
      agentId: wire.agent_id, available: toAmount(wire.balance_usd), spent: toAmount(wire.total_spent),
      domains: wire.total_domains, ownReferralCode: wire.referral_code ?? null,
    });
  },
  "domains.search": async ({ send }, { query }) => {
    const path = "/v1/domains/search";
    const reply = await send({ service: "domains", method: "GET", path, route: path, query: { q: query }, schema: offersWire });
    return answer(reply, toOffers(reply.body, query));
  },
  "domains.check": async ({ send }, { domain }) => {
    const path = "/v1/domains/check";
    const reply = await send({ service: "domains", method: "GET", path, route: path, query: { domain }, schema: offersWire });
    const offers = toOffers(reply.body, domain);
    const offer = offers.find((one) => one.domain === domain) ?? offers[0];
    return answer(reply, offer ?? { domain, isAvailable: null, price: null });
  },
  "domains.buy": async ({ send }, { domain }) => {
    const path = "/v1/domains/register";
    const reply = await send({ service: "domains", method: "POST", path, route: path, body: { domain }, schema: ownedWire });
    return answer(reply, toOwned(reply.body, domain));
  },
  "domains.list": async ({ send }) => {
    const path = "/v1/domains";
    const reply = await send({ service: "domains", method: "GET", path, route: path, schema: ownedListWire });
    return answer(reply, reply.body.domains.map((row) => toOwned(row, "")));
  },
  "domains.referral-code": (context) => readCode(context, "domains", "/v1/referral/code"),
  "domains.referral": (context) => readCountedReferral(context, "domains"),
  "domains.referral-withdraw": (context, { address }) =>
    withdrawReferral(context, "domains", "/v1/referral/withdraw", address),
};

function toOffers(wire: OffersWire, asked: string): DomainOffer[] {
  const rows = "results" in wire && Array.isArray(wire.results) ? wire.results
    : "domains" in wire && Array.isArray(wire.domains) ? wire.domains : [wire];
  return (rows as OfferWire[]).map((row) => ({
    domain: row.domain ?? row.name ?? asked, isAvailable: row.available ?? null,
    price: toAmount(row.price_usd ?? row.price_per_year_usd ?? row.price),
  }));
}

function toOwned(wire: OwnedWire, asked: string): OwnedDomain {
  return {
    domainId: wire.domain_id ?? wire.id ?? null, domain: wire.domain ?? wire.domain_name ?? asked, stateWord: wire.status ?? null,
    price: toAmount(wire.charged_usd ?? wire.cost_usd ?? wire.price_usd), balance: toAmount(wire.new_balance ?? wire.balance_usd),
    expiresAt: toInstant(wire.expires_at),
  };
}
