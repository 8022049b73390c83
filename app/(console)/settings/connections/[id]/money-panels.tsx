import { Suspense } from "react";
import { CommissionList } from "@/components/connection/commission-list";
import { DepositForm } from "@/components/connection/deposit-form";
import { TestPaymentDialog } from "@/components/connection/test-payment-dialog";
import { TreasuryPanel } from "@/components/connection/treasury-panel";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { can } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";
import { PRODUCT_SERVICES } from "@/lib/core/connection/accounts";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import { getConnectionTreasury } from "@/lib/services/connection/get-treasury";
import { readCommission } from "@/lib/services/connection/read-commission";
import { readDepositChains } from "@/lib/services/connection/read-deposit-chains";
import type { ServiceContext } from "@/lib/services/context";
import { claimFaucetAction, depositAddressAction, testPaymentAction, withdrawCommissionAction } from "../treasury-actions";

interface PanelProps {
  connection: CurrentConnection;
  ctx: ServiceContext;
  roles: readonly Role[];
}

/** From rows alone; only the chains of a deposit are asked of the platform, in their own place. */
export async function MoneyIn({ connection, ctx, roles }: PanelProps) {
  const { id, dialects } = connection;
  const facts = await getConnectionTreasury(ctx, id);
  const sandbox = connection.mode === "sandbox";
  const mayClaim = can(roles, "treasury.claim");
  const has = (name: "faucet.claim" | "deposit.address" | "pay" | "escrow.create") => (dialects[name] ?? null) !== null;
  return (
    <>
      <TreasuryPanel
        connectionId={id} facts={facts} now={ctx.now()} sandbox={sandbox} hasFaucet={has("faucet.claim")} claim={mayClaim ? claimFaucetAction : null}
        hasDeposit={has("deposit.address")}
        deposit={mayClaim && <Suspense fallback={<Skeleton className="h-12" />}><DepositPlace connection={connection} ctx={ctx} known={facts.deposits.map(({ chain }) => chain)} /></Suspense>}
      />
      {can(roles, "connection.manage") && (has("pay") || has("escrow.create")) && (
        <Card label="First payment">
          <CardHead title="First payment" aside={<TestPaymentDialog connectionId={id} sandbox={sandbox} hasTransfer={has("pay")} hasEscrow={has("escrow.create")} action={testPaymentAction} />} />
          <CardBody><p className="text-body text-ink2">0.10 USDC to a second agent of your own proves the whole path: the key, the limits, the payment and its row in the ledger.</p></CardBody>
        </Card>
      )}
    </>
  );
}

async function DepositPlace({ connection, ctx, known }: Omit<PanelProps, "roles"> & { known: readonly string[] }) {
  const chains = await readDepositChains(ctx, connection.id, connection.orchestrator?.accountId ?? null);
  const last = known.length === 0 ? "none was asked for yet" : `an address was given on ${known.join(", ")}`;
  return (
    <>
      {chains === null && <Notice tone="warn" icon="triangle-alert">Chains unavailable: the platform does not answer. Last known: {last}.</Notice>}
      {chains?.length === 0 && <Notice tone="warn" icon="triangle-alert">The platform does not say on which chains it takes deposits.</Notice>}
      <DepositForm connectionId={connection.id} chains={chains ?? known} action={depositAddressAction} />
    </>
  );
}

/** Reads the platform while the rest of the page stands already. */
export async function CommissionPanel({ connection, ctx, roles }: PanelProps) {
  const lines = await Promise.all(PRODUCT_SERVICES.map((service) => readCommission(ctx, connection.id, service)));
  const withdraw = can(roles, "treasury.withdraw") ? withdrawCommissionAction : null;
  return <CommissionList connectionId={connection.id} lines={lines} now={ctx.now()} sandbox={connection.mode === "sandbox"} withdraw={withdraw} />;
}
