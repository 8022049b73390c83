"use client";

/** The frame itself failed: plain, without styles that may be what is missing. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>The console could not be shown. Nothing moved.</h1>
          <p>What you did before stands in the audit log. {error.digest ? `Trace ${error.digest}.` : ""}</p>
          <button type="button" onClick={reset}>
            Load again
          </button>
        </main>
      </body>
    </html>
  );
}
