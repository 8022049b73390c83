import { TextInput } from "@/components/ui/text-input";

interface AccountFieldsProps {
  /** Before each field's name: empty for the orchestrator, `wallet` for its account there. */
  prefix: "" | "wallet" | "trading" | "domains";
  required: boolean;
  errorOf: (name: string) => string | undefined;
}

/** An identity at one service. The key is typed once and never shown again. */
export function AccountFields({ prefix, required, errorOf }: AccountFieldsProps) {
  const name = (field: string) => (prefix === "" ? field : `${prefix}${field[0]?.toUpperCase()}${field.slice(1)}`);
  const label = (words: string) => (prefix === "" ? words : `${words} at ${prefix}`);
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <TextInput label={label(prefix === "" ? "Orchestrator id" : "Agent id")} name={name("agentId")} required={required} mono maxLength={120} error={errorOf(name("agentId"))} />
      <TextInput label={label("Key")} name={name("apiKey")} type="password" required={required} mono maxLength={300} autoComplete="new-password" error={errorOf(name("apiKey"))} />
      <TextInput label={label("Referral code")} name={name("referralCode")} mono maxLength={120} help="blank: read it" error={errorOf(name("referralCode"))} />
    </div>
  );
}
