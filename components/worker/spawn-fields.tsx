import { MoneyInput } from "@/components/ui/money-input";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { cx } from "@/components/ui/cx";
import { KNOWN_ROLES, defaultCapabilities } from "@/lib/core/worker/roles";
import { WORKER_COUNT_MAX } from "@/lib/core/worker/spawn-plan";

interface SpawnFieldsProps {
  role: string;
  onRole: (role: string) => void;
  errorOf: (name: string) => string | undefined;
}

/** The fields of a batch. Only Role and Count are required. */
export function SpawnFields({ role, onRole, errorOf }: SpawnFieldsProps) {
  const own = defaultCapabilities(role).join(", ");
  return (
    <div className="flex flex-col gap-3.5">
      <div className="grid grid-cols-2 gap-3">
        <TextInput label="Count" name="count" inputMode="numeric" required defaultValue="3" help={`max ${WORKER_COUNT_MAX}`} error={errorOf("count")} />
        <TextInput label="Role" name="role" required value={role} onChange={(event) => onRole(event.target.value)} error={errorOf("role")} />
      </div>
      <div role="group" aria-label="Suggestions" className="flex flex-wrap gap-1.5">
        {KNOWN_ROLES.map((known) => (
          <button
            key={known}
            type="button"
            aria-pressed={role === known}
            onClick={() => onRole(known)}
            className={cx("min-h-6 rounded-badge border px-2 text-second", role === known ? "border-accent bg-[color-mix(in_oklab,var(--accent)_14%,transparent)] text-ink" : "border-line2 text-ink2 hover:bg-hover")}
          >
            {known}
          </button>
        ))}
      </div>
      <TextInput label="Capabilities" name="capabilities" placeholder={own || "none"} help={own ? "blank: the role's own" : "separated by commas"} error={errorOf("capabilities")} />
      <div className="grid grid-cols-2 gap-3">
        <MoneyInput label="Initial funding (USDC)" name="initialFunding" help="each" error={errorOf("initialFunding")} />
        <MoneyInput label="Daily limit (USDC)" name="dailyLimit" help="each" error={errorOf("dailyLimit")} />
      </div>
      <TextInput label="Name prefix" name="namePrefix" placeholder="worker" help="optional" error={errorOf("namePrefix")} />
      <TextArea label="Extra instructions" name="ownWords" rows={2} help="optional, end of the prompt" error={errorOf("ownWords")} />
    </div>
  );
}
