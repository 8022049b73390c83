import { NotesCard } from "@/components/connection/notes-card";
import { AccountStrip } from "@/components/worker/account-strip";
import { ActivityTab, CostsTab, EscrowsTab } from "@/components/worker/history-tabs";
import { OverviewTab } from "@/components/worker/overview-tab";
import { PromptTab } from "@/components/worker/prompt-tab";
import { WalletTab } from "@/components/worker/wallet-tab";
import type { WorkerTab } from "@/components/worker/worker-tabs";
import { can } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { EpochMs } from "@/lib/core/time";
import type { WorkerDetail } from "@/lib/core/worker/worker-view";
import type { ServiceContext } from "@/lib/services/context";
import { getAgentAccount } from "@/lib/services/cost/get-agent-account";
import { getRecords } from "@/lib/services/run/reputation";
import { getLimitEvidence } from "@/lib/services/wallet/get-limit-evidence";
import { getWorkerAnnotation } from "@/lib/services/worker/annotate-worker";
import { listWalletMovements, listWorkerActivity, listWorkerCosts, listWorkerEscrows } from "@/lib/services/worker/list-worker-history";
import { WALLET_ACTIONS } from "../../wallets/wallet-action-set";
import { walletRightsOf } from "../../wallets/wallet-view";
import { annotateWorkerAction } from "../actions";
import { WorkerKeys, WorkerOrders } from "./process-tabs";

interface WorkerTabProps {
  tab: WorkerTab;
  worker: WorkerDetail;
  connection: CurrentConnection;
  ctx: ServiceContext;
  roles: readonly Role[];
  /** Platform time. */
  now: EpochMs;
}

/** One tab of a worker's page; only the chosen one is read. */
export async function WorkerTabContent({ tab, worker, connection, ctx, roles, now }: WorkerTabProps) {
  const sandbox = connection.mode === "sandbox";
  switch (tab) {
    case "overview":
      return (
        <>
          <OverviewTab worker={worker} record={(await getRecords(ctx.db, [worker.id])).get(worker.id) ?? null} now={now} />
          <NotesCard
            id={worker.id} name={worker.name} list="/workers" facts={await getWorkerAnnotation(ctx, worker.id)}
            annotate={can(roles, "fleet.annotate") ? annotateWorkerAction : null}
          />
        </>
      );
    case "wallet": {
      const [movements, evidence] = await Promise.all([listWalletMovements(ctx, worker.id), getLimitEvidence(ctx, connection.id)]);
      return (
        <WalletTab
          workerId={worker.id} wallet={worker.wallet} movements={movements} evidence={evidence} now={now} sandbox={sandbox}
          canProvision={can(roles, "wallet.provision")} actions={WALLET_ACTIONS} rights={walletRightsOf(roles)}
        />
      );
    }
    case "escrows":
      return <EscrowsTab escrows={await listWorkerEscrows(ctx, worker.id)} now={now} />;
    case "orders":
      return <WorkerOrders worker={worker} ctx={ctx} roles={roles} />;
    case "costs":
      return (
        <>
          <AccountStrip account={await getAgentAccount(ctx, worker.id)} />
          <CostsTab workerId={worker.id} costs={await listWorkerCosts(ctx, worker.id)} now={now} />
        </>
      );
    case "keys":
      return <WorkerKeys worker={worker} connection={connection} ctx={ctx} roles={roles} now={now} />;
    case "prompt":
      return <PromptTab prompt={worker.prompt} code={connection.orchestrator?.referralCode ?? null} />;
    case "activity":
      return <ActivityTab activity={await listWorkerActivity(ctx, worker.id)} now={now} />;
  }
}
