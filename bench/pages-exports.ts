import { request } from "node:http";
import type { Print } from "./figure";
import type { Visitor } from "./pages-client";
import { pssMb } from "./process-figures";
import type { Stack } from "./pages-stack";

const EXPORTS = ["audit?format=csv&from=2026-07-01", "costs?format=csv", "costs?format=csv&range=all", "costs?format=json&group=run", "commissions?format=csv&range=all"];
const LOOK_MS = 250;

/** Every export whole, thrown away as it comes: how fast it flows, and how far the web's memory rises meanwhile. */
export async function benchExports(stack: Stack, visitor: Visitor, print: Print): Promise<void> {
  const web = stack.services.web.pid() ?? 0;
  for (const name of EXPORTS) {
    const before = pssMb(web);
    let most = before;
    const look = setInterval(() => void (most = Math.max(most, pssMb(web))), LOOK_MS);
    const startedAt = performance.now();
    const { firstMs, bytes } = await drain(`${stack.url}/api/v1/${name}`, visitor.cookie);
    clearInterval(look);
    const seconds = (performance.now() - startedAt) / 1_000;
    print(`export ${name}`, `${(bytes / 1_048_576).toFixed(1)} MB in ${seconds.toFixed(1)} s, first byte after ${firstMs.toFixed(0)} ms, memory ${before.toFixed(0)} to ${most.toFixed(0)} MB`);
  }
}

function drain(url: string, cookie: string): Promise<{ firstMs: number; bytes: number }> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    request(url, { headers: { cookie } }, (response) => {
      let bytes = 0;
      let firstMs = 0;
      response.on("data", (chunk: Buffer) => {
        firstMs ||= performance.now() - startedAt;
        bytes += chunk.length;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ firstMs, bytes }));
    }).on("error", reject).end();
  });
}
