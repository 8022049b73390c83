/** A database of one's own for a test: every migration applied, nothing in it, gone when closed. */

export interface TestDatabase {
  readonly name: string;
  /** The address as the runtime role, as the console itself connects. */
  readonly url: string;
  /** The address as the role that owns the tables, for what the runtime role may not do. */
  readonly ownerUrl: string;
  readonly close: () => Promise<void>;
}

async function ask(method: "POST" | "DELETE", path: string): Promise<Record<string, string>> {
  const door = process.env["TEST_DATABASE_DOOR"];
  if (!door) throw new Error("Test databases need the global set-up scripts/test-server.ts, which vitest.config.ts and playwright.config.ts name.");
  const response = await fetch(`${door}/${path}`, { method });
  const text = await response.text();
  if (!response.ok) throw new Error(`No test database: ${text}`);
  return JSON.parse(text) as Record<string, string>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const { name = "", url = "", ownerUrl = "" } = await ask("POST", "");
  return { name, url, ownerUrl, close: async () => void (await ask("DELETE", name)) };
}
