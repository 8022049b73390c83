import { z } from "zod";

/** Money in stored plans and JSON of ours: a decimal string of micros outside, a bigint inside. */
export const micros = z.codec(z.string().regex(/^-?\d+$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (amount) => amount.toString(),
});
