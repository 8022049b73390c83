import { Card, CardBody, CardHead } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { PromptText } from "./prompt-text";

/** The system prompt as it was given to the worker. */
export function PromptTab({ prompt, code }: { prompt: string | null; code: string | null }) {
  return (
    <Card>
      <CardHead title="System prompt" note={code ? `carries ${code}` : undefined} aside={prompt && <CopyButton value={prompt} label="Copy prompt" />} />
      {prompt ? <CardBody><PromptText prompt={prompt} code={code} /></CardBody> : <EmptyState title="This worker has no prompt." />}
    </Card>
  );
}
