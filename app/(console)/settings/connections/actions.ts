"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { env } from "@/lib/env";
import { formatNoun } from "@/lib/format/counts";
import { connectionSchema } from "@/lib/schemas/connection";
import { addConnection, testConnection } from "@/lib/services/connection/add-connection";
import { archiveConnection } from "@/lib/services/connection/archive-connection";
import { checkConnection } from "@/lib/services/connection/check-connection";
import { readAccounts } from "@/lib/services/connection/read-accounts";
import { registerServiceAccountCommand } from "@/lib/services/connection/register-service-account";
import { namedConnection, runOn } from "./run-on";
import { testWords } from "./test-words";

const named = z.looseObject({ connectionId: z.string() });

/** Reads with the keys given and saves nothing. The keys go to the platform and nowhere else. */
export const testConnectionAction = defineAction({
  name: "connection.test", permission: "connection.manage", schema: connectionSchema,
  run: async (wish, ctx) => {
    const tested = await testConnection(ctx, wish, { allowSandbox: env().ALLOW_SANDBOX });
    return tested.ok ? { test: testWords(tested.value) } : tested;
  },
});

export const addConnectionAction = defineAction({
  name: "connection.added", permission: "connection.manage", schema: connectionSchema, revalidate: ["/settings/connections"],
  run: (wish, ctx) => addConnection(ctx, wish, { allowSandbox: env().ALLOW_SANDBOX }),
});

export const archiveConnectionAction = defineAction({
  name: "connection.archived", permission: "connection.manage", schema: named, revalidate: ["/settings/connections"],
  run: ({ connectionId }, ctx) => archiveConnection(ctx, connectionId),
});

export const checkConnectionAction = defineAction({
  name: "connection.check", permission: "fleet.read", schema: named, revalidate: ["/settings/connections"],
  run: async (input, ctx) => {
    const { answered, observed } = await checkConnection(ctx, await namedConnection(ctx, input));
    const sentence = answered ? `The platform answered. ${formatNoun(observed.length, "capability", "capabilities")} observed.` : "The platform did not answer. Figures stay as they were.";
    return { sentence };
  },
});

/** For a worker or the orchestrator, with the orchestrator's code of that very service. */
export const registerAccountAction = defineAction({
  name: "account.register", permission: "worker.spawn", run: (form, ctx) => runOn(ctx, registerServiceAccountCommand, form),
});

export const readAccountsAction = defineAction({
  name: "account.read", permission: "fleet.read", schema: named.extend({ agentId: z.string() }),
  run: async (input, ctx) => {
    const readings = await readAccounts(ctx, await namedConnection(ctx, input), input.agentId);
    const silent = readings.filter(({ note }) => note !== null).map(({ note }) => note);
    const read = readings.length - silent.length;
    return { sentence: [`${formatNoun(read, "balance", "balances")} read.`, ...silent].join(" ") };
  },
});
