import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["node_modules/**", ".next/**", "dist/**", ".data/**", ".test/**", "e2e/**"],
    environment: "node",
    globalSetup: "scripts/test-server.ts",
    env: {
      LOG_LEVEL: "silent",
      DATABASE_URL: "postgresql://unused@127.0.0.1:1/tests-ask-for-their-own",
      CONSOLE_MASTER_KEYS: `v1:${Buffer.alloc(32, 1).toString("base64")}`,
      NEXTAUTH_SECRET: "a secret that only tests know, long enough",
    },
    // Guards against what hangs, and says nothing of speed: two workers share two cores with the lint and the build.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    expect: { poll: { timeout: 20_000 } },
  },
});
