import { z } from "zod";
import { SCOPE_WORDS } from "@/lib/core/access/scopes";
import { type ApiContract, apiErrorSchema } from "./contract";
import { API_CONTRACTS, API_WRITE_CONTRACTS } from "./contracts";
import type { ApiWriteContract } from "./write-contract";

const REFUSALS = {
  400: "A parameter is unknown or has a wrong value", 401: "No session and no valid token", 403: "The roles or the scopes do not allow it",
  404: "Not found on this connection", 429: "Too many requests; wait for `Retry-After` seconds",
} as const;

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const asJson = (name: string) => ({ "application/json": { schema: reference(name) } });

/** The OpenAPI 3.1 document, made from the same schemas that parse the queries and type the answers. */
export function openApiDocument(consoleUrl: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Purple Flea Console API", version: "1",
      description: "Read what the console knows, and start payment runs. Money is exact decimal text of USDC and, beside it, micro-USDC as text; instants are UTC.",
    },
    servers: [{ url: consoleUrl }],
    security: [{ token: [] }, { session: [] }],
    paths: paths(),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: `A token of Settings, Tokens. Scopes: ${scopeList()}` },
        session: { type: "apiKey", in: "cookie", name: "session", description: "The session of a person who is signed in" },
      },
      schemas: schemas(),
    },
  };
}

function paths() {
  const all: Record<string, Record<string, unknown>> = {};
  for (const contract of API_CONTRACTS) all[contract.path] = { get: operation(contract) };
  for (const contract of API_WRITE_CONTRACTS) all[contract.path] = { ...all[contract.path], post: writeOperation(contract) };
  return all;
}

/** Only a token may: a session's cookie does not open it. */
function writeOperation(contract: ApiWriteContract) {
  const refused = { description: "The plan cannot be started; `faults` says where and why", content: asJson(contract.refusalName) };
  const refusals = Object.entries(REFUSALS).map(([status, description]) => [status, { description, content: asJson("Error") }]);
  return {
    summary: contract.summary, operationId: contract.responseName, description: `${contract.description} A token needs the scope \`${contract.scope}\`.`,
    security: [{ token: [] }],
    parameters: [...queryParameters(contract.query), { name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", minLength: 8, maxLength: 128 } }],
    requestBody: { required: true, content: asJson(contract.bodyName) },
    responses: {
      201: { description: contract.summary, content: asJson(contract.responseName) },
      200: { description: "With `dryRun`: faults and price, nothing is started", content: asJson(contract.dryRunName) },
      409: { description: "The key was used for another plan", content: asJson("Error") }, 422: refused, ...Object.fromEntries(refusals) as object,
    },
  };
}

function operation(contract: ApiContract) {
  const parameters = [...pathParameters(contract.path), ...queryParameters(contract.query)];
  const file = contract.isDownload ? { "text/csv": { schema: { type: "string" } } } : {};
  const refusals = Object.entries(REFUSALS).map(([status, description]) => [status, { description, content: asJson("Error") }]);
  return {
    summary: contract.summary, operationId: contract.responseName, parameters,
    description: contract.scope === null ? "Any token." : `A token needs the scope \`${contract.scope}\`.`,
    responses: { 200: { description: contract.summary, content: { ...asJson(contract.responseName), ...file } }, ...Object.fromEntries(refusals) as object },
  };
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));
}

function queryParameters(query: z.ZodObject) {
  const { properties = {} } = z.toJSONSchema(query, { io: "input" });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
}

function schemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  registry.add(apiErrorSchema, { id: "Error" });
  for (const { response, responseName } of API_CONTRACTS) registry.add(response, { id: responseName });
  for (const contract of API_WRITE_CONTRACTS) {
    for (const [name, schema] of [[contract.responseName, contract.response], [contract.dryRunName, contract.dryRun], [contract.bodyName, contract.body], [contract.refusalName, contract.refusal]] as const) {
      registry.add(schema, { id: name });
    }
  }
  const made = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(Object.entries(made.schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]));
}

function scopeList(): string {
  return Object.entries(SCOPE_WORDS).map(([scope, words]) => `\`${scope}\` (${words})`).join(", ");
}
