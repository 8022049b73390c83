import { Card, CardBody, CardHead } from "@/components/ui/card";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";

/** The optional part of a new escrow: what an own worker's process gets to do for the money. */
export function OrderFields({ errorOf }: { errorOf: (name: string) => string | undefined }) {
  return (
    <Card label="Work order">
      <CardHead title="Work order" note="optional, for own workers" />
      <CardBody className="grid gap-4 md:grid-cols-2">
        <TextArea
          className="md:col-span-2" label="Instructions" name="orderInstructions" rows={3} maxLength={8_000} error={errorOf("orderInstructions")}
          help="Empty: no work order. Only the worker reads them"
        />
        <TextArea label="Input" name="orderInput" rows={4} help="JSON, optional" spellCheck={false} error={errorOf("orderInput")} />
        <TextArea label="Result schema" name="orderSchema" rows={4} help="JSON Schema, optional" spellCheck={false} error={errorOf("orderSchema")} />
        <TextInput label="Minutes for one attempt" name="orderMinutes" help="1 to 1440" inputMode="numeric" unit="min" defaultValue="60" error={errorOf("orderMinutes")} />
      </CardBody>
    </Card>
  );
}
