/** The whole table: every action, page and route, called over plain HTTP by nobody and by each role. */
import { get } from "node:http";
import type { APIRequestContext } from "@playwright/test";
import type { Role } from "../lib/core/access/roles";
import { createPeople, clientOf } from "./permissions/people";
import { findActions, findPages, findRoutes, toAddress, type BuiltAction } from "./permissions/surface";
import { ACTIONS, CALLERS, PAGES, ROUTES, expectation } from "./permissions/table";
import { expect, test as base } from "./setup/console";

const folder = process.cwd();

const test = base.extend<object, { people: void }>({
  people: [async ({ consoleServer }, use) => use(await createPeople(consoleServer.databaseUrl)), { scope: "worker", auto: true }],
});

const nameOf = (caller: Role | null) => (caller === null ? "nobody" : `a person who is only ${caller}`);

test("every action, page and route of the build is in the table, and the table names nothing else", () => {
  const actions = findActions(folder).map(({ name }) => name);
  expect(actions.filter((name) => !(name in ACTIONS)), "actions without a line").toEqual([]);
  expect(Object.keys(ACTIONS).filter((name) => !actions.includes(name)), "lines without an action").toEqual([]);
  expect(findPages(folder).sort(), "pages").toEqual(Object.keys(PAGES).sort());
  expect(findRoutes(folder).sort(), "routes").toEqual(Object.keys(ROUTES).sort());
});

for (const caller of CALLERS) {
  test(`${nameOf(caller)} calls every action`, async ({ consoleServer }) => {
    const verdicts: Record<string, string> = {};
    const expected: Record<string, string> = {};
    const client = await clientOf(consoleServer.url, caller);
    // The one that ends the session comes last.
    const isLast = ({ name }: BuiltAction) => Number(name === "signOutAction");
    for (const action of findActions(folder).sort((one, other) => isLast(one) - isLast(other))) {
      const key = `${action.name} of ${action.file}`;
      verdicts[key] = await callAction(client, action, caller === null ? "/sign-in" : toAddress(action.page));
      expected[key] = expectation(ACTIONS[action.name] ?? "token", caller);
    }
    expect(verdicts).toEqual(expected);
    await client.dispose();
  });

  test(`${nameOf(caller)} opens every page`, async ({ consoleServer }) => {
    const client = await clientOf(consoleServer.url, caller);
    const verdicts: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const page of findPages(folder)) {
      verdicts[page] = await openPage(client, toAddress(page));
      expected[page] = expectation(PAGES[page] ?? "token", caller);
    }
    expect(verdicts).toEqual(expected);
    await client.dispose();
  });

  test(`${nameOf(caller)} calls every route`, async ({ consoleServer }) => {
    const client = await clientOf(consoleServer.url, caller);
    const verdicts: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const route of findRoutes(folder)) {
      const [method = "GET", pattern = "/"] = route.split(" ");
      verdicts[route] = await callRoute(client, consoleServer.url, method, toAddress(pattern));
      expected[route] = expectation(ROUTES[route] ?? "token", caller);
    }
    expect(verdicts).toEqual(expected);
    await client.dispose();
  });
}

test("a refused action is written to the audit log", async ({ consoleServer }) => {
  const viewer = await clientOf(consoleServer.url, "viewer");
  const freeze = findActions(folder).find(({ name }) => name === "freezeFleetAction");
  expect(freeze && (await callAction(viewer, freeze, "/workers"))).toBe("forbidden");
  const auditor = await clientOf(consoleServer.url, "auditor");
  const entries = await (await auditor.get("/api/v1/audit?format=json")).text();
  expect(entries).toMatch(/"fleet\.freeze"[^}]*"denied"|"denied"[^}]*"fleet\.freeze"/);
});

test("an action is refused to another site's page, whoever is signed in", async ({ consoleServer }) => {
  const admin = await clientOf(consoleServer.url, "admin");
  const headers = { origin: "https://evil.example", "content-type": "text/plain;charset=UTF-8" };
  for (const { id } of findActions(folder).slice(0, 5)) {
    const answer = await admin.post("/workers", { headers: { ...headers, "next-action": id }, data: "[{}]" });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
  }
});

type Verdict = "allowed" | "forbidden" | "unauthenticated" | "broken";

/** Nobody is turned away by the proxy at a page, so his calls go to a page that is open to all. */
async function callAction(client: APIRequestContext, action: BuiltAction, page: string): Promise<Verdict> {
  const answer = await client.post(page, { headers: { "next-action": action.id, "content-type": "text/plain;charset=UTF-8" }, data: "[{}]" });
  const text = await answer.text();
  if (answer.status() >= 500) return "broken";
  if (/\{"ok":false,"code":"UNAUTHENTICATED"/.test(text)) return "unauthenticated";
  if (/\{"ok":false,"code":"FORBIDDEN"/.test(text)) return "forbidden";
  return /\{"ok":(?:true|false),/.test(text) || answer.headers()["x-action-redirect"] ? "allowed" : "broken";
}

async function openPage(client: APIRequestContext, address: string): Promise<Verdict> {
  const answer = await client.get(address);
  const headers = answer.headers();
  expect(headers["content-security-policy"], address).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(await answer.text(), `${address} has a script without a nonce`).not.toMatch(/<script(?![^>]*\bnonce=)[^>]*>/);
  if (answer.status() === 307 && headers["location"]?.startsWith("/sign-in")) return "unauthenticated";
  return verdictOf(answer.status());
}

async function callRoute(client: APIRequestContext, baseURL: string, method: string, address: string): Promise<Verdict> {
  if (address !== "/api/events") return verdictOf((await client.fetch(address, { method })).status());
  // A stream never ends, so only its head is read.
  const { cookies } = await client.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return new Promise((resolve, reject) => {
    const asking = get(`${baseURL}${address}`, { headers: { cookie } }, (answer) => {
      resolve(verdictOf(answer.statusCode ?? 0));
      answer.destroy();
    });
    asking.on("error", reject);
  });
}

function verdictOf(status: number): Verdict {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  return status >= 500 || status === 0 ? "broken" : "allowed";
}
