import { CallToolResultSchema, InitializeResultSchema, ListToolsResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, it } from "vitest";
import { fromWire } from "@/lib/core/money";
import { MCP, type RecordedTool } from "./fixtures/mcp";

/** What a tool said, by the protocol's own schema. */
function answerOf(recorded: RecordedTool): { isError: boolean; text: string } {
  const { content, isError } = CallToolResultSchema.parse(recorded.result);
  const [first] = content;
  return { isError: isError === true, text: first?.type === "text" ? first.text : "" };
}

describe("the recorded answers of the escrow's MCP server", () => {
  it("greets as agent-escrow in the protocol of 2025-03-26", () => {
    expect(InitializeResultSchema.parse(MCP.initialize.result)).toMatchObject({
      protocolVersion: "2025-03-26", capabilities: { tools: {} }, serverInfo: { name: "agent-escrow" },
    });
  });

  it("lists six tools, four of which take the key as an argument", () => {
    const { tools } = ListToolsResultSchema.parse(MCP.list.result);
    expect(tools.map(({ name }) => name)).toEqual(["create_escrow", "get_escrow", "mark_complete", "release_escrow", "dispute_escrow", "escrow_stats"]);
    const keyed = tools.filter(({ inputSchema }) => inputSchema.required?.includes("casino_api_key"));
    expect(keyed.map(({ name }) => name)).toEqual(["create_escrow", "mark_complete", "release_escrow", "dispute_escrow"]);
  });

  it("fails in a tool that needs a key, as a result and not as a protocol error", () => {
    expect(answerOf(MCP.create)).toEqual({ isError: true, text: "require is not defined" });
  });

  it("gives a stranger the raw row of an escrow: epoch seconds and the referrer", () => {
    const { isError, text } = answerOf(MCP.get);
    const row = JSON.parse(text) as { created_at: number; released_at: number; completed_at: null; amount_usd: number; referrer_id: string };
    expect(isError).toBe(false);
    expect(row).toMatchObject({ status: "refunded", completed_at: null, referrer_id: "ag_9a0d7c0d35e2" });
    expect(new Date(row.created_at * 1_000).toISOString()).toBe("2026-11-20T09:51:30.000Z");
    expect(row.released_at).toBe(row.created_at + 1);
    expect(fromWire(row.amount_usd)).toBe(20_000_000n);
  });

  it("counts all escrows with figures of a floating point sum", () => {
    const totals = JSON.parse(answerOf(MCP.stats).text) as { total_created: number; total_volume_usd: number };
    expect(totals.total_created).toBe(13);
    expect(fromWire(totals.total_volume_usd)).toBe(59_896_666n);
  });

  it("does not know complete_escrow, the name in seed 002", () => {
    expect(answerOf(MCP.complete)).toEqual({ isError: true, text: "MCP error -32602: Tool complete_escrow not found" });
  });
});
