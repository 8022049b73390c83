import { type Answer, type Call, ok, type Route } from "../call";
import { domainRecords, domainRows, type RecordRow } from "../domains/store";
import { Refusal } from "../refusal";
import type { AgentRow } from "../rows";
import { requireServiceKey } from "../service-key";
import { requireDomain } from "./domains-names";

const domains = { host: "domains", origin: "both", source: "published (v1 server)", info: true, kinds: ["domains"], scope: "domains" } as const;
const TYPES = ["A", "AAAA", "CNAME", "MX", "TXT"];

export const domainRecordRoutes: readonly Route[] = [
  { ...domains, method: "POST", path: "/v1/dns/records", answer: add },
  { ...domains, method: "GET", path: "/v1/dns/records", answer: list },
  { ...domains, method: "PUT", path: "/v1/dns/records/:id", answer: change },
  { ...domains, method: "DELETE", path: "/v1/dns/records/:id", answer: remove },
];

function add(call: Call): Answer {
  const agent = requireServiceKey(call);
  const { domain_id: domainId, type, name, priority } = call.body;
  if (typeof domainId !== "string" || domainId === "") throw new Refusal(400, "missing_domain_id", "Provide domain_id");
  if (typeof type !== "string" || !TYPES.includes(type)) {
    throw new Refusal(400, "invalid_record_type", `Record type must be one of: ${TYPES.join(", ")}`);
  }
  const content = readContent(call);
  const ttl = readTtl(call) ?? 3_600;
  const domain = requireDomain(call, agent, domainId);
  const row = domainRecords(call.world).put({
    id: `rec_${call.world.random.hex(16)}`, domainId: domain.id, type, name: typeof name === "string" ? name : "@", content, ttl,
    priority: typeof priority === "number" ? priority : null, isDeleted: false,
  });
  return ok({ success: true, ...view(row) }, 201);
}

function readContent(call: Call): string {
  const { content } = call.body;
  if (content === undefined || content === "") throw new Refusal(400, "missing_content", "Provide content");
  if (typeof content !== "string" || content.length > 2_000) throw new Refusal(400, "invalid_content", "content must be a text");
  return content;
}

function readTtl(call: Call): number | null {
  const { ttl } = call.body;
  if (ttl === undefined) return null;
  if (typeof ttl !== "number" || !(ttl >= 60 && ttl <= 86_400)) throw new Refusal(400, "invalid_ttl", "ttl must be 60 to 86400");
  return ttl;
}

function view(row: RecordRow): Record<string, unknown> {
  return { record_id: row.id, domain_id: row.domainId, type: row.type, name: row.name, content: row.content, ttl: row.ttl, priority: row.priority };
}

function list(call: Call): Answer {
  const agent = requireServiceKey(call);
  const domainId = call.query("domain_id");
  if (!domainId) throw new Refusal(400, "missing_domain_id", "Provide ?domain_id=");
  const domain = requireDomain(call, agent, domainId);
  const ids = call.world.group<RecordRow>("domain-record", "domain", (row) => (row.isDeleted ? null : row.domainId)).all(domain.id);
  const rows = Array.from(ids, (id) => domainRecords(call.world).get(id)).filter((row) => row !== undefined);
  return ok({ domain_id: domain.id, total: rows.length, records: rows.map(view) });
}

function requireRecord(call: Call, agent: AgentRow): RecordRow {
  const row = domainRecords(call.world).get(call.parameter("id"));
  const owner = row === undefined ? undefined : domainRows(call.world).get(row.domainId)?.ownerId;
  if (!row || row.isDeleted || owner !== agent.id) throw new Refusal(404, "not_found", "Record not found");
  return row;
}

function change(call: Call): Answer {
  const agent = requireServiceKey(call);
  const content = readContent(call);
  const ttl = readTtl(call);
  const row = requireRecord(call, agent);
  return ok({ success: true, ...view(domainRecords(call.world).put({ ...row, content, ttl: ttl ?? row.ttl })) });
}

function remove(call: Call): Answer {
  const row = requireRecord(call, requireServiceKey(call));
  domainRecords(call.world).put({ ...row, isDeleted: true });
  return ok({ success: true, record_id: row.id });
}
