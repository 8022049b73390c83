/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["@dbos-inc/dbos-sdk", "@node-rs/argon2", "@prisma/adapter-pg", "@prisma/client", "pg", "pino"],
  // `npm test` type-checks the whole repository; the build on a person's machine need not do it again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  // `forbidden()` answers 403 with app/forbidden.tsx.
  experimental: { authInterrupts: true },
  ...(process.env.BUILD_STANDALONE === "1" ? { output: "standalone" } : {}),
};
