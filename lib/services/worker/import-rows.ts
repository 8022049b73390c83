/** One worker of a roster as somebody brought it. The key is a secret: it goes to the platform and into the vault. */
export interface RosterRow {
  readonly line: number;
  readonly agentId: string | null;
  readonly apiKey: string;
  readonly role: string | null;
  readonly referralCode: string | null;
}

export const ROSTER_MAX = 500;

const NAMES: Readonly<Record<string, "agentId" | "apiKey" | "role" | "referralCode">> = {
  agent_id: "agentId", agentid: "agentId", id: "agentId", api_key: "apiKey", apikey: "apiKey", key: "apiKey", role: "role", agent_role: "role",
  ref_code: "referralCode", referral_code: "referralCode", refcode: "referralCode",
};

/**
 * Reads the roster file of seed 000 (JSON: a list, an object of lists, or objects by name), a CSV with a header, or keys
 * one per line. Rows without a key are left out; the answer says what could not be read, never with the text of a key.
 */
export function readRoster(text: string): { readonly rows: readonly RosterRow[] } | { readonly problem: string } {
  const trimmed = text.trim();
  if (trimmed === "") return { problem: "Paste a roster, a CSV or keys first." };
  const rows = /^[[{]/.test(trimmed) ? fromJson(trimmed) : fromLines(trimmed);
  if (rows === null) return { problem: "This begins like JSON and is none. Paste the whole file." };
  if (rows.length === 0) return { problem: "There is no key in this text. Each row needs an api_key." };
  return rows.length > ROSTER_MAX ? { problem: `This is ${rows.length} rows. Bring at most ${ROSTER_MAX} at a time.` } : { rows };
}

function fromJson(text: string): RosterRow[] | null {
  try {
    return flatten(JSON.parse(text)).flatMap((record, index) => toRow(record, index + 1));
  } catch {
    // The parser's message quotes the text, which holds keys.
    return null;
  }
}

/** Every object that has a key of its own, however deep the file puts it. */
function flatten(value: unknown, depth = 0): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null || depth > 4) return [];
  if (Array.isArray(value)) return value.flatMap((item) => flatten(item, depth + 1));
  const record = value as Record<string, unknown>;
  const hasKey = Object.keys(record).some((name) => NAMES[name.toLowerCase()] === "apiKey");
  return hasKey ? [record] : Object.values(record).flatMap((item) => flatten(item, depth + 1));
}

function fromLines(text: string): RosterRow[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const header = (lines[0] ?? "").split(",").map((cell) => cell.trim().replace(/^"|"$/g, "").toLowerCase());
  const isCsv = header.some((name) => NAMES[name] === "apiKey");
  return lines.flatMap((line, index) => {
    if (line === "" || line.startsWith("#") || (isCsv && index === 0)) return [];
    const cells = line.split(",").map((cell) => cell.trim().replace(/^"|"$/g, ""));
    const record = isCsv ? Object.fromEntries(header.map((name, place) => [name, cells[place] ?? ""])) : { api_key: cells[0] };
    return toRow(record, index + 1);
  });
}

function toRow(record: Record<string, unknown>, line: number): RosterRow[] {
  const found: Partial<Record<"agentId" | "apiKey" | "role" | "referralCode", string>> = {};
  for (const [name, value] of Object.entries(record)) {
    const field = NAMES[name.toLowerCase()];
    if (field && typeof value === "string" && value.trim() !== "" && value.length <= 300) found[field] = value.trim();
  }
  const { apiKey, agentId = null, role = null, referralCode = null } = found;
  return apiKey && /^[\x21-\x7e]{8,}$/.test(apiKey) ? [{ line, apiKey, agentId, role: role?.toLowerCase().slice(0, 24) ?? null, referralCode }] : [];
}
