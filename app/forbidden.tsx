import { ButtonLink } from "@/components/ui/button-link";

export default function Forbidden() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-[52ch] flex-col items-start justify-center gap-3 px-5">
      <h1 className="text-figure-m">Your roles do not open this page.</h1>
      <p className="text-body text-ink2">Nothing was shown and nothing moved. An administrator can give you the role.</p>
      <ButtonLink href="/" variant="primary">
        Go to Overview
      </ButtonLink>
    </main>
  );
}
