import { z } from "zod";
import type { ApiScope } from "@/lib/core/access/scopes";

/** What one route promises: the route, its test and the OpenAPI document all read this. */
export interface ApiContract<Q extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType> {
  /** As in OpenAPI: `/api/v1/escrows/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** `null`: every session and every token that is not over. */
  readonly scope: ApiScope | null;
  readonly query: Q;
  readonly response: R;
  readonly responseName: string;
  /** Also answers `format=csv|json` with a file, to those who may export. */
  readonly isDownload?: boolean;
}

/** Keeps the exact types of the two schemas. */
export function defineContract<Q extends z.ZodObject, R extends z.ZodType>(contract: ApiContract<Q, R>): ApiContract<Q, R> {
  return contract;
}

/** Every refusal of the API. */
export const apiErrorSchema = z.strictObject({
  error: z.enum(["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "INVALID", "CONFLICT", "LIMIT", "RATE_LIMITED", "UPSTREAM_REJECTED", "UPSTREAM_UNKNOWN", "FAILED"]),
  message: z.string().describe("One sentence: what is wrong and what to do"),
});
