import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Card, CardBody } from "@/components/ui/card";
import { setupState } from "@/lib/auth/setup-state";
import { createFirstAdministratorAction } from "./actions";
import { SetUpForm } from "./set-up-form";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

type Search = Promise<{ token?: string | string[] }>;

export default async function SetUpPage({ searchParams }: { searchParams: Search }) {
  const { token } = await searchParams;
  const text = typeof token === "string" ? token : "";
  const state = await setupState(text);
  if (state === "done") notFound();
  return (
    <Card>
      <CardBody className="flex flex-col gap-4 p-5">
        <h1 className="text-lead">Set up this console</h1>
        {state === "valid" ? (
          <>
            <p className="text-body text-ink2">You become the first administrator, with all five roles. The link works once.</p>
            <SetUpForm token={text} action={createFirstAdministratorAction} />
          </>
        ) : (
          <p className="text-body text-ink2">
            This set-up link was used, is older than a day, or is not complete. Stop the console and start it again: it prints a new one.
          </p>
        )}
      </CardBody>
    </Card>
  );
}
