import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Card, CardBody, CardFoot } from "@/components/ui/card";
import { currentOperator } from "@/lib/auth/current-operator";
import { ownPath } from "@/lib/auth/own-path";
import { isAwaitingSetup } from "@/lib/auth/setup-state";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<{ callbackUrl?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl } = await searchParams;
  const returnTo = ownPath(Array.isArray(callbackUrl) ? callbackUrl[0] : callbackUrl);
  const [operator, isAwaiting] = await Promise.all([currentOperator(), isAwaitingSetup()]);
  if (operator) redirect(returnTo);
  return (
    <Card>
      <CardBody className="flex flex-col gap-4 p-5">
        <h1 className="text-lead">Sign in</h1>
        <SignInForm returnTo={returnTo} />
      </CardBody>
      <CardFoot>
        {isAwaiting
          ? "There is no account yet. Open the set-up link that the console printed when it started."
          : "No account, or a lost password? An administrator of this console can help."}
      </CardFoot>
    </Card>
  );
}
