/** The container's one entry: `web`, `engine`, or `migrate`, which also makes the first administrator. */
import { spawn } from "node:child_process";

const host = process.env.HOST ?? "0.0.0.0";
const url = process.env.CONSOLE_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
const COMMANDS = {
  web: [["server.js"]],
  engine: [["dist/engine.mjs"]],
  migrate: [["dist/migrate.mjs"], ["dist/bootstrap.mjs"]],
};

const scripts = COMMANDS[process.argv[2] ?? "web"];
if (!scripts) {
  console.error(`Expected ${Object.keys(COMMANDS).join(", ")}; there is no ${process.argv[2]}.`);
  process.exit(2);
}

for (const args of scripts) {
  const env = { ...process.env, HOSTNAME: host, NEXTAUTH_URL: url };
  const child = spawn(process.execPath, args, { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.once("exit", (status) => resolve(status ?? 1)));
  if (code !== 0) process.exit(code);
}
