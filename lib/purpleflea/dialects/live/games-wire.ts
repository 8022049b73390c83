/**
 * Games and their fairness. Source: transcript section 2 and reference 1.1.2 (2026-11-20). Results are the game's own
 * facts; amounts won and balances are rounded to cents by the published code.
 */
import { z } from "zod";
import { maybe, wireAmount } from "../wire-fields";

const proofWire = z.looseObject({
  server_seed_hash: z.string(), client_seed: z.string(), nonce: z.number().int(), result_hash: z.string(),
});

export const betWire = z.looseObject({
  bet_id: z.string().min(1), game: z.string(), amount_bet: wireAmount, won: z.boolean(), amount_won: wireAmount,
  new_balance: wireAmount, result: maybe(z.record(z.string(), z.unknown())), proof: maybe(proofWire),
});

export const seedWire = z.looseObject({ server_seed_hash: z.string().min(1) });

export const verificationWire = z.looseObject({
  bet_id: z.string().min(1), verified: maybe(z.boolean()), status: maybe(z.string()), server_seed_hash: maybe(z.string()),
  proof: maybe(z.looseObject({ server_seed: maybe(z.string()), server_seed_hash: maybe(z.string()) })),
});

export const rotationWire = z.looseObject({
  previous_seed: z.looseObject({ seed: z.string(), seed_hash: z.string(), bets_made: z.number().int() }),
  new_seed_hash: z.string().min(1),
});

export type VerificationWire = z.infer<typeof verificationWire>;
