import { Agent, request } from "node:http";
import { gunzipSync } from "node:zlib";

export interface Answer {
  readonly status: number;
  readonly bytes: number;
  /** Until the last byte. Units: ms. */
  readonly ms: number;
  readonly text: () => string;
}

/** One browser's session over connections that stay open. */
export class Visitor {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private cookies: string[] = [];

  constructor(private readonly origin: string) {}

  async signIn(person: { readonly email: string; readonly password: string }): Promise<void> {
    const { csrfToken } = JSON.parse((await this.get("/api/auth/csrf")).text()) as { csrfToken: string };
    const body = new URLSearchParams({ ...person, csrfToken, json: "true" }).toString();
    const answer = await this.send("POST", "/api/auth/callback/credentials", { "content-type": "application/x-www-form-urlencoded" }, body);
    if (answer.status !== 200) throw new Error(`The sign-in was answered with ${answer.status}`);
  }

  get cookie(): string {
    return this.cookies.join("; ");
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send("GET", path, headers, null);
  }

  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, headers: Readonly<Record<string, string>>, body: string | null): Promise<Answer> {
    const startedAt = performance.now();
    const own = { cookie: this.cookie, origin: this.origin, accept: "text/html,application/json", "accept-encoding": "gzip", ...headers };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.origin}${path}`, { method, agent: this.agent, headers: body === null ? own : { ...own, "content-length": Buffer.byteLength(body) } }, (response) => {
        this.keep(response.headers["set-cookie"] ?? []);
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const all = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, bytes: all.length, ms: performance.now() - startedAt, text: () => (response.headers["content-encoding"] === "gzip" ? gunzipSync(all) : all).toString() });
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  private keep(lines: readonly string[]): void {
    for (const line of lines) {
      const pair = line.split(";", 1)[0] ?? "";
      const name = pair.split("=", 1)[0];
      this.cookies = [...this.cookies.filter((cookie) => !cookie.startsWith(`${name}=`)), pair];
    }
  }
}
