import { type Answer, type Call, ok, type Route } from "../call";

const open = { method: "GET", path: "/gossip", origin: "both", source: "published", info: true } as const;

/** What escrow and faucet tell about themselves without a key. */
export const gossipRoutes: readonly Route[] = [
  { ...open, host: "escrow", answer: escrow },
  { ...open, host: "faucet", answer: faucet },
];

function escrow(call: Call): Answer {
  return ok({
    service: "agent-escrow", tagline: "Escrow between agents",
    referral_program: { rate: "15% of fees", how: "The referrer of the creator earns, or the code in the body" },
    escrow: { fee: "1%", create: "POST /escrow/create", total_created: call.world.escrowCounters.created },
    earn_page: "https://purpleflea.com/earn", research_paper: "https://doi.org/10.5281/zenodo.18808440",
    agent_starter_kit: "GET /openapi.json", network: { casino: "https://casino.purpleflea.com", faucet: "https://faucet.purpleflea.com" },
  });
}

function faucet(): Answer {
  return ok({
    service: "agent-faucet", tagline: "1.00 for every new agent", claim: "POST /faucet/claim", casino: "https://casino.purpleflea.com",
  });
}
