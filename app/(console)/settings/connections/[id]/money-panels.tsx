import { CommissionList, TestPayment } from "@/components/connection/commission-list";
import { TreasuryPanel } from "@/components/connection/treasury-panel";
import { Card, CardBody, CardHead } from "@/components/ui/card";
import { can } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";
import { PRODUCT_SERVICES } from "@/lib/core/connection/accounts";
import type { CurrentConnection } from "@/lib/services/connection/current-connection";
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

export async function MoneyIn({ connection, ctx, roles }: PanelProps) {
  const { id, dialects } = connection;
  const [facts, chains] = await Promise.all([
    getConnectionTreasury(ctx, id), (dialects["deposit.address"] ?? null) === null ? null : readDepositChains(ctx, id, connection.orchestrator?.accountId ?? null),
  ]);
  const sandbox = connection.mode === "sandbox";
  const mayClaim = can(roles, "treasury.claim");
  return (
    <>
      <TreasuryPanel
        connectionId={id} facts={facts} now={ctx.now()} sandbox={sandbox} chains={chains} hasFaucet={(dialects["faucet.claim"] ?? null) !== null}
        claim={mayClaim ? claimFaucetAction : null} deposit={mayClaim ? depositAddressAction : null}
      />
      {can(roles, "connection.manage") && (dialects["pay"] ?? null) !== null && (
        <Card label="First payment">
          <CardHead title="First payment" aside={<TestPayment connectionId={id} sandbox={sandbox} action={testPaymentAction} />} />
          <CardBody><p className="text-body text-ink2">0.10 USDC to a second agent of your own proves the whole path: the key, the limits, the transfer and its row in the ledger.</p></CardBody>
        </Card>
      )}
    </>
  );
}

/** Reads the platform while the rest of the page stands already. */
export async function CommissionPanel({ connection, ctx, roles }: PanelProps) {
  const lines = await Promise.all(PRODUCT_SERVICES.map((service) => readCommission(ctx, connection.id, service)));
  const withdraw = can(roles, "treasury.withdraw") ? withdrawCommissionAction : null;
  return <CommissionList connectionId={connection.id} lines={lines} sandbox={connection.mode === "sandbox"} withdraw={withdraw} />;
}
