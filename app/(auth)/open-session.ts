/** Asks next-auth for a session; the answer is `null` when it opened, else the code of the refusal. */
export async function openSession(email: string, password: string): Promise<string | null> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const response = await fetch("/api/auth/callback/credentials", {
    method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email, password, csrfToken, json: "true" }),
  });
  if (response.ok) return null;
  const { url } = (await response.json()) as { url?: string };
  return (url && new URL(url, window.location.href).searchParams.get("error")) || "FAILED";
}
