import type { Metadata } from "next";
import { JudgeSecretForm } from "@/components/settings/judge-secret-form";
import { PageFrame } from "@/components/shell/page-frame";
import { Card, CardBody, CardFoot, CardHead } from "@/components/ui/card";
import { TimeText } from "@/components/ui/time-text";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { getJudgeSecret } from "@/lib/services/run/judge-secret";
import { makeJudgeSecretAction } from "./actions";

export const metadata: Metadata = { title: "Judges" };

export default async function JudgesPage() {
  const { ctx } = await requirePermissionPage("run.start");
  const { id, name } = await getCurrentConnection(ctx);
  const secret = await getJudgeSecret(ctx, id);
  return (
    <PageFrame title="Judges" crumb={{ href: "/settings", label: "Settings" }}>
      <div className="flex flex-col gap-3">
        <p className="text-body text-ink2">
          A check of the kind “an HTTP judge accepts” asks an address of yours about a result before its money goes. Each question is signed, so that your judge can tell it from anybody else&apos;s.
        </p>
        <Card label="Signing secret">
          <CardHead title="Signing secret" note={`for the runs of ${name}`} />
          <CardBody className="flex flex-col gap-4">
            <p className="max-w-prose text-body">
              The header <code className="font-mono text-second">x-purple-flea-console-signature</code> is <code className="font-mono text-second">t=&lt;seconds&gt;,v1=&lt;hex&gt;</code>: v1 is the HMAC-SHA256 of <code className="font-mono text-second">&lt;seconds&gt;.&lt;body&gt;</code> with this secret. docs/agents.md, Signed requests, has the check in TypeScript and Python.
            </p>
            <JudgeSecretForm isFirst={secret === null} action={makeJudgeSecretAction} />
          </CardBody>
          <CardFoot>
            {secret === null ? <span>None yet. The first question makes one that nobody sees.</span> : <span>Made by {secret.changedBy} <TimeText at={secret.changedAt} now={ctx.now()} show="distance" /></span>}
          </CardFoot>
        </Card>
      </div>
    </PageFrame>
  );
}
