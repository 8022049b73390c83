import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-[52ch] flex-col items-start justify-center gap-3 px-5">
      <h1 className="text-figure-m">There is nothing at this address.</h1>
      <p className="text-body text-ink2">The page or the record does not exist, or it belongs to another connection. No money moved.</p>
      <ButtonLink href="/" variant="primary">
        Go to Overview
      </ButtonLink>
    </main>
  );
}
