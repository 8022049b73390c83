interface MeterProps {
  /** 0 to 100, see `barPercent`. */
  percent: number;
  used: string;
  limit: string;
  label: string;
  /** From here it warns; at 100 it is the colour of a refusal. */
  warnAt?: number;
}

/** A limit with what is used of it. */
export function Meter({ percent, used, limit, label, warnAt = 85 }: MeterProps) {
  const look = percent >= 100 ? "meter meter-full" : percent >= warnAt ? "meter meter-warn" : "meter";
  return (
    <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(percent)} aria-valuetext={`${used} of ${limit}`} className={look}>
      {used}
      <small>{`/ ${limit}`}</small>
      <i>{percent > 0 && <i style={{ width: `max(2px, ${percent}%)` }} />}</i>
    </div>
  );
}
