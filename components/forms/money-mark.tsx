"use client";
import { Badge } from "../ui/badge";
import { useShownConnection } from "./connection-scope";

/** On every form and dialog that moves money: whether it is play money, and if not, whose real money it is. */
export function MoneyMark({ sandbox }: { sandbox: boolean }) {
  const { name } = useShownConnection();
  if (sandbox) return <>Sandbox. No real money moves.</>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone="bad" icon="zap">LIVE</Badge>
      <strong className="font-semibold text-ink">{name ? `Real money of ${name}.` : "Real money."}</strong>
    </span>
  );
}
