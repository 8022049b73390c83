import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { PageFrame } from "@/components/shell/page-frame";

export default function ConsoleNotFound() {
  return (
    <PageFrame title="Not found">
      <Card>
        <EmptyState title="There is nothing at this address." action={<ButtonLink href="/">Go to Overview</ButtonLink>}>
          The record does not exist, or it belongs to another connection. No money moved.
        </EmptyState>
      </Card>
    </PageFrame>
  );
}
