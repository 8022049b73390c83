import { type Failure, fail, ok, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/db/client";
import type { AgentAccount } from "@/lib/db/generated/client";
import type { CommandConnection } from "../command-spec";

/** The orchestrator's account of a service by its row's word, locked. Errors: `NO_ORCHESTRATOR`, `NO_ACCOUNT`. */
export async function findOrchestratorAccount(tx: Tx, connection: CommandConnection, service: string): Promise<Result<AgentAccount, Failure>> {
  const agentId = connection.orchestratorAgentId;
  if (!agentId) return fail({ code: "NO_ORCHESTRATOR", message: "This connection has no orchestrator. Nothing was sent. Add one in Settings." });
  await tx.$queryRaw`select id from "AgentAccount" where "agentId" = ${agentId} and service = ${service} for update`;
  const account = await tx.agentAccount.findUnique({ where: { agentId_service: { agentId, service } } });
  if (account) return ok(account);
  return fail({ code: "NO_ACCOUNT", message: `The orchestrator has no account at ${service}. Nothing was sent. Add one on the connection's page.` });
}
