import { hash, verify } from "@node-rs/argon2";

/** argon2id (the library's default variant) with 19 MiB, two passes and one lane: about 25 ms on two cores. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of nobody's password, with the same cost: checking it takes as long as checking a real one. */
const DECOY = "$argon2id$v=19$m=19456,t=2,p=1$Eo9hUtJ+tlXlRxZg3fTZkw$U7Dod3uaDHgyJs+nrdvScOgiYd+iOTDoaVeWU0kEZtw";

/** The hash to store for a new password. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Whether the password belongs to the hash. Without a hash (no such account) it takes as long and says no. */
export async function isPasswordOf(passwordHash: string | null, password: string): Promise<boolean> {
  const isMatch = await verify(passwordHash ?? DECOY, password);
  return passwordHash !== null && isMatch;
}
