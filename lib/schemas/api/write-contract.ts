import type { z } from "zod";
import type { ApiScope } from "@/lib/core/access/scopes";

/** What one changing route promises: for tokens alone, with an idempotency key of the caller's in the header. */
export interface ApiWriteContract<Q extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType> {
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly scope: ApiScope;
  readonly query: Q;
  /** For the document; the service parses the body and says what is wrong with it, and where. */
  readonly body: z.ZodType;
  readonly bodyName: string;
  readonly bytesMax: number;
  readonly response: R;
  readonly responseName: string;
  /** The answer with `dryRun=1`, which changes nothing. */
  readonly dryRun: z.ZodType;
  readonly dryRunName: string;
  /** The refusal that names faults of the body. */
  readonly refusal: z.ZodType;
  readonly refusalName: string;
}

/** Keeps the exact types of the schemas. */
export function defineWriteContract<Q extends z.ZodObject, R extends z.ZodType>(contract: ApiWriteContract<Q, R>): ApiWriteContract<Q, R> {
  return contract;
}
