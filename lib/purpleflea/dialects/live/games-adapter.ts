import { toWire } from "@/lib/core/money";
import type { DialectAdapter } from "../../operations";
import type { BetVerification } from "../../product-records";
import { answer } from "../answer";
import { toAmount } from "../wire-fields";
import { betWire, rotationWire, seedWire, verificationWire, type VerificationWire } from "./games-wire";

/** The published games: one request is one whole bet, and a lost reply cannot be asked for again. */
export const gamesAdapter: DialectAdapter = {
  "game.play": async ({ send }, { game, parameters, stake, clientSeed }) => {
    const path = `/api/v1/games/${game}`;
    const reply = await send({
      service: "casino", method: "POST", path, route: path, schema: betWire,
      body: { ...parameters, amount: toWire(stake), ...(clientSeed === null ? {} : { client_seed: clientSeed }) },
    });
    const { bet_id, amount_bet, won, amount_won, new_balance, result, proof } = reply.body;
    return answer(reply, {
      betId: bet_id, game: reply.body.game, stake: toAmount(amount_bet), isWon: won, won: toAmount(amount_won),
      balance: toAmount(new_balance), outcome: result ?? {},
      proof: proof === null || proof === undefined ? null : {
        serverSeedHash: proof.server_seed_hash, clientSeed: proof.client_seed, nonce: proof.nonce, resultHash: proof.result_hash,
      },
    });
  },
  "fairness.seed": async ({ send }) => {
    const path = "/api/v1/fairness/seed-hash";
    const reply = await send({ service: "casino", method: "GET", path, route: path, schema: seedWire });
    return answer(reply, { serverSeedHash: reply.body.server_seed_hash });
  },
  "fairness.verify": async ({ send }, { betId }) => {
    const path = "/api/v1/fairness/verify";
    const reply = await send({
      service: "casino", method: "POST", path, route: path, body: { bet_id: betId }, schema: verificationWire,
    });
    return answer(reply, toVerification(reply.body));
  },
  "fairness.rotate": async ({ send }) => {
    const path = "/api/v1/fairness/rotate";
    const reply = await send({ service: "casino", method: "POST", path, route: path, body: {}, schema: rotationWire });
    const { previous_seed, new_seed_hash } = reply.body;
    return answer(reply, {
      revealedSeed: previous_seed.seed, revealedSeedHash: previous_seed.seed_hash, bets: previous_seed.bets_made,
      newSeedHash: new_seed_hash,
    });
  },
};

function toVerification(wire: VerificationWire): BetVerification {
  return {
    betId: wire.bet_id, state: verificationState(wire),
    serverSeedHash: wire.proof?.server_seed_hash ?? wire.server_seed_hash ?? null, serverSeed: wire.proof?.server_seed ?? null,
  };
}

function verificationState({ verified, status }: VerificationWire): BetVerification["state"] {
  if (typeof verified === "boolean") return verified ? "verified" : "contradicted";
  return status === "seed_not_yet_revealed" ? "not_revealed" : "unrecognised";
}
