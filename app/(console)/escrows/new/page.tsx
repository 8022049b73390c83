import type { Metadata } from "next";
import { NewEscrowForm } from "@/components/escrow/new-escrow-form";
import { PageFrame } from "@/components/shell/page-frame";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { referralBasis } from "@/lib/core/escrow/rates";
import { getCurrentConnection } from "@/lib/services/connection/current-connection";
import { listPayers, searchParties } from "@/lib/services/escrow/list-parties";
import { lockEscrowAction, searchPartiesAction } from "../actions";

export const metadata: Metadata = { title: "New escrow" };

export default async function NewEscrowPage({ searchParams }: { searchParams: Promise<{ payee?: string }> }) {
  const { ctx } = await requirePermissionPage("escrow.lock");
  const connection = await getCurrentConnection(ctx);
  const { payee } = await searchParams;
  const [payers, payees] = await Promise.all([listPayers(ctx, connection.id), searchParties(ctx, connection.id, "")]);
  const dialect = connection.dialects["escrow.create"];
  return (
    <PageFrame title="New escrow" crumb={{ href: "/escrows", label: "Escrows" }}>
      <NewEscrowForm
        orchestrator={connection.orchestrator?.name ?? null} payers={payers} payees={payees}
        payee={typeof payee === "string" ? payee : ""} isLive={connection.mode === "live"} dialect={dialect ?? "fleet"}
        isPayeeBasis={dialect !== null && referralBasis(dialect) === "payee"} frozen={connection.frozenAt !== null}
        lock={lockEscrowAction} search={searchPartiesAction}
      />
    </PageFrame>
  );
}
