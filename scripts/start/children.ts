/** What each process of the console is: its script, its flags, its environment. Shared by the start and the browser tests. */
import path from "node:path";
import type { ServiceSpec } from "./service";

/** Everything that a process needs to know, as variables. */
export type ChildEnvironment = Readonly<Record<string, string>>;

export interface ConsoleLayout {
  readonly folder: string;
  readonly logs: string;
  readonly host: string;
  readonly port: number;
  readonly sandboxPort: number;
  /** The sandbox's journal; unset: it keeps nothing. */
  readonly sandboxData?: string;
  readonly dev?: boolean;
}

/** The person's environment without npm's own variables, which would steer tools inside the children. */
export function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|CONSOLE_ADMIN_)/i.test(name)));
}

export function sandboxSpec({ folder, logs, sandboxPort, sandboxData }: ConsoleLayout): ServiceSpec {
  const state = sandboxData ? ["--data", sandboxData] : ["--memory"];
  return {
    name: "sandbox", folder, logFile: path.join(logs, "sandbox.log"),
    args: [path.join(folder, "dist/sandbox.mjs"), "--port", String(sandboxPort), ...state],
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NODE_ENV: "production" },
  };
}

export function engineSpec({ folder, logs }: ConsoleLayout, environment: ChildEnvironment): ServiceSpec {
  return {
    name: "engine", folder, logFile: path.join(logs, "engine.log"), args: [path.join(folder, "dist/engine.mjs")],
    env: { ...inherited(), ...environment, NODE_ENV: "production" },
  };
}

export function webSpec({ folder, logs, host, port, dev }: ConsoleLayout, environment: ChildEnvironment): ServiceSpec {
  const next = path.join(folder, "node_modules/next/dist/bin/next");
  return {
    name: "web", folder, isTied: !dev, logFile: path.join(logs, "web.log"),
    args: [next, dev ? "dev" : "start", "--hostname", host, "--port", String(port)],
    env: { ...inherited(), ...environment, NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" },
  };
}
