import type { EpochMs } from "@/lib/core/time";
import { type Answer, type Call, isoSecond, ok, type Route } from "../call";
import { Refusal } from "../refusal";
import { SWAP_CHAINS } from "../wallet/chains";
import type { World } from "../world";
import { requireWalletKey } from "./wallet-product";

const wallet = { host: "wallet", origin: "both", source: "published", info: true, kinds: ["wallet"], scope: "wallet" } as const;
const CONTACTS_MAX = 100;
const LABEL_MAX = 64;

interface ContactRow {
  readonly id: string;
  readonly agentId: string;
  readonly label: string;
  readonly address: string;
  readonly chain: string;
  readonly note: string | null;
  readonly isDeleted: boolean;
  readonly at: EpochMs;
}

export const walletAddressBookRoutes: readonly Route[] = [
  { ...wallet, method: "GET", path: "/v1/wallet/address-book", answer: list },
  { ...wallet, method: "POST", path: "/v1/wallet/address-book", answer: add },
  { ...wallet, method: "PATCH", path: "/v1/wallet/address-book/:id", answer: change },
  { ...wallet, method: "DELETE", path: "/v1/wallet/address-book/:id", answer: remove },
];

const contacts = (world: World) => world.table<ContactRow>("wallet-contact");

function contactsOf(call: Call, agentId: string): ContactRow[] {
  const ids = call.world.group<ContactRow>("wallet-contact", "agent", (row) => (row.isDeleted ? null : row.agentId)).all(agentId);
  return Array.from(ids, (id) => contacts(call.world).get(id)).filter((row) => row !== undefined);
}

function list(call: Call): Answer {
  const rows = contactsOf(call, requireWalletKey(call).id);
  return ok({ total: rows.length, contacts: rows.map(view), tip: "POST /v1/wallet/address-book to save a contact" });
}

function view(row: ContactRow): Record<string, unknown> {
  return { id: row.id, label: row.label, address: row.address, chain: row.chain, note: row.note, created_at: isoSecond(row.at) };
}

function add(call: Call): Answer {
  const agent = requireWalletKey(call);
  const { label, address, chain = "base", note } = call.body;
  if (typeof label !== "string" || label === "" || typeof address !== "string" || address === "") {
    throw new Refusal(400, "invalid_request", "Provide label and address");
  }
  if (label.length > LABEL_MAX) throw new Refusal(400, "label_too_long", `label may have ${LABEL_MAX} characters`);
  if (typeof chain !== "string" || !SWAP_CHAINS.some((known) => known === chain)) {
    throw new Refusal(400, "unsupported_chain", undefined, { supported: SWAP_CHAINS });
  }
  const known = contactsOf(call, agent.id);
  const twin = known.find((row) => row.address === address && row.chain === chain);
  if (twin) throw new Refusal(409, "duplicate_contact", "This address+chain is already in your address book", { id: twin.id });
  if (known.length >= CONTACTS_MAX) throw new Refusal(400, "limit_reached", `At most ${CONTACTS_MAX} contacts`);
  const row = contacts(call.world).put({
    id: `ab_${call.world.random.hex(12)}`, agentId: agent.id, label, address, chain, note: typeof note === "string" ? note : null,
    isDeleted: false, at: call.now,
  });
  return ok({
    id: row.id, label, address, chain, note: row.note, message: "Contact saved to address book",
    use_in_send: `POST /v1/wallet/send { chain: "${chain}", to: "${address}", amount: "...", private_key: "..." }`,
  }, 201);
}

function requireContact(call: Call): ContactRow {
  const agent = requireWalletKey(call);
  const row = contacts(call.world).get(call.parameter("id"));
  if (!row || row.agentId !== agent.id || row.isDeleted) throw new Refusal(404, "not_found", "Contact not found");
  return row;
}

function change(call: Call): Answer {
  const row = requireContact(call);
  const { label, note } = call.body;
  if (typeof label !== "string" && typeof note !== "string") throw new Refusal(400, "no_changes", "Provide label or note");
  const changed = { ...row, label: typeof label === "string" ? label : row.label, note: typeof note === "string" ? note : row.note };
  return ok(view(contacts(call.world).put(changed)));
}

function remove(call: Call): Answer {
  const row = requireContact(call);
  contacts(call.world).put({ ...row, isDeleted: true });
  return ok({ deleted: true, id: row.id });
}
