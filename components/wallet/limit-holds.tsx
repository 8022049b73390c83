import { CapabilityBadge } from "@/components/status/capability-badge";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { KeyValue } from "@/components/ui/key-value";

const PLATFORM: Record<string, string> = {
  observed: "its child wallets were seen to work",
  documented: "its child wallets are named, not yet seen",
  unavailable: "it has no child wallets",
  enforced: "it has no child wallets",
};

/** Who keeps a daily limit, and how sure that is. */
export function LimitHolds({ evidence }: { evidence: string }) {
  return (
    <Card>
      <CardHead title="Where the limit holds" compact />
      <CardBody>
        <KeyValue
          rows={[
            { label: "Console", note: "before each call it makes", value: <CapabilityBadge level="enforced" /> },
            { label: "Platform", note: PLATFORM[evidence], value: <CapabilityBadge level={evidence === "enforced" ? "unavailable" : evidence} /> },
          ]}
        />
        <p className="mt-2 text-second text-ink3">
          {evidence === "enforced"
            ? "The platform has no child wallets, so the console keeps the budget: the money is the worker's own balance, funded and taken back by plain transfers. A call made with the raw key skips the console, and nothing else limits it. Keep keys here: they are never shown."
            : "A call made with the raw key skips the console and meets only the limit of the platform. Keep keys here: they are never shown."}
        </p>
      </CardBody>
    </Card>
  );
}
