import { redactText } from "@/lib/purpleflea/redact";

const TIMEOUT_MS = 5_000;
const ERROR_MAX = 200;

/** Sends one plain letter. Answers `null` when the mail server took it, else a sentence without the server's password. */
export async function sendMail(smtpUrl: string, letter: { readonly to: string; readonly subject: string; readonly text: string }): Promise<string | null> {
  const { createTransport } = await import("nodemailer");
  const server = new URL(smtpUrl);
  const transport = createTransport({
    host: server.hostname.replace(/^\[|\]$/g, ""), port: Number(server.port) || (server.protocol === "smtps:" ? 465 : 587), secure: server.protocol === "smtps:",
    ...(server.username ? { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } } : {}),
    connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, dnsTimeout: TIMEOUT_MS,
    disableFileAccess: true, disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ ...letter, from: senderOf(server) });
    return null;
  } catch (error) {
    const password = decodeURIComponent(server.password);
    const told = error instanceof Error ? redactText(error.message, password ? [password] : []).slice(0, ERROR_MAX) : "unknown";
    return `The mail server did not take it: ${told}`;
  } finally {
    transport.close();
  }
}

/** `?from=` of the address, the user when it is a mail address, else a name at the server. */
function senderOf(server: URL): string {
  const user = decodeURIComponent(server.username);
  const address = server.searchParams.get("from") ?? (user.includes("@") ? user : `purple-flea-console@${server.hostname}`);
  return `Purple Flea Console <${address}>`;
}
