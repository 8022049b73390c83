"use client";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

/** A page that could not be made. Showing a page moves no money, and it says so. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="content" className="mx-auto max-w-[64ch] p-5">
      <h1 className="sr-only">This page could not be shown</h1>
      <div className="card">
        <ErrorState
          title="This page could not be shown. Nothing moved."
          why="The console failed while it read its records. What you did before stands in the audit log."
          next={<Button onClick={reset}>Load again</Button>}
          traceId={error.digest}
        />
      </div>
    </main>
  );
}
