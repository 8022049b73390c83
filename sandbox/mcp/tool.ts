import type { z } from "zod";
import type { HostName } from "../call";
import type { World } from "../world";

/** One call of the REST side that a tool stands for. */
export interface ToolRequest {
  readonly host: HostName;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly key?: string | null;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly address?: string;
}

export interface ToolAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ToolContext {
  readonly world: World;
  readonly isPublished: boolean;
  /** The key of the MCP request itself, for servers whose tools take none. */
  readonly key: string | null;
  readonly send: (request: ToolRequest) => Promise<ToolAnswer>;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly input: Readonly<Record<string, z.ZodType>>;
  /** Only away from `/published/`: a name that a seed uses and the published code does not have. */
  readonly isSeedOnly?: boolean;
  readonly run: (args: Readonly<Record<string, unknown>>, context: ToolContext) => Promise<ToolAnswer>;
}

export interface ToolServer {
  readonly name: string;
  /** False for a server that the published code offers over stdio only. */
  readonly isPublished: boolean;
  readonly tools: readonly Tool[];
}
