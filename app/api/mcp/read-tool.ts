import { z } from "zod";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { connectionQuery, LIMIT_MAX, pagingQuery } from "@/lib/schemas/api/fields";
import type { ServiceContext } from "@/lib/services/context";

/** A tool that reads and changes nothing. */
export interface ReadTool<I extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: I;
  readonly read: (ctx: ServiceContext, connection: CurrentConnection, input: z.output<I>) => Promise<object>;
}

/** Keeps the exact type of the input between its schema and its reader. */
export function readTool<I extends z.ZodObject>(tool: ReadTool<I>): ReadTool {
  return tool as unknown as ReadTool;
}

const LIMIT_DEFAULT = 20;

/** Paging as numbers: a model writes JSON, not a query string. */
export const toolPaging = {
  ...connectionQuery, after: pagingQuery.after,
  limit: z.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT).describe("Rows of an answer"),
};
