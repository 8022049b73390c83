import { z } from "zod";
import type { Tool, ToolServer } from "./tool";

/** The tool skips the rule of one claim for each address, as the published one does. */
const claim: Tool = {
  name: "claim_faucet", description: "Claim 1.00 once for a new agent.",
  input: { agent_casino_id: z.string(), referral_code: z.string().optional() },
  run: (args, { send, world }) => send({
    host: "faucet", method: "POST", path: "/faucet/claim", body: args, address: `mcp:${world.random.hex(16)}`,
  }),
};

const stats: Tool = {
  name: "faucet_stats", description: "Totals of the faucet.", input: {}, isSeedOnly: true,
  run: (_args, { send }) => send({ host: "faucet", method: "GET", path: "/faucet/stats" }),
};

export const faucetToolServer: ToolServer = {
  name: "agent-faucet", isPublished: true,
  tools: [claim, { ...claim, name: "faucet_claim", isSeedOnly: true }, stats],
};
