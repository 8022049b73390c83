import { AccountsList } from "@/components/connection/accounts-list";
import { OrdersTab } from "@/components/order/orders-tab";
import { WorkerTokensCard } from "@/components/order/worker-tokens-card";
import { KeysTab } from "@/components/worker/keys-tab";
import { PushCard } from "@/components/worker/push-card";
import { RateCardPanel } from "@/components/worker/rate-card-panel";
import { can } from "@/lib/core/access/permissions";
import type { Role } from "@/lib/core/access/roles";
import type { CurrentConnection } from "@/lib/core/connection/connection-view";
import type { EpochMs } from "@/lib/core/time";
import { isActive, isWorkerState } from "@/lib/core/worker/states";
import type { WorkerDetail } from "@/lib/core/worker/worker-view";
import { listServiceAccounts } from "@/lib/services/connection/list-accounts";
import type { ServiceContext } from "@/lib/services/context";
import { listWorkerOrders } from "@/lib/services/order/list-orders";
import { getWorkerPush } from "@/lib/services/order/worker-push";
import { listWorkerTokens } from "@/lib/services/order/worker-tokens";
import { getRateCard } from "@/lib/services/worker/rate-card";
import { readAccountsAction, registerAccountAction } from "../../settings/connections/actions";
import {
  makeWorkerTokenAction, removeRateCardAction, revokeWorkerTokenAction, rotateKeyAction, saveRateCardAction, saveWorkerPushAction, switchWorkerPushAction,
} from "../actions";

interface ProcessTabProps {
  worker: WorkerDetail;
  connection: CurrentConnection;
  ctx: ServiceContext;
  roles: readonly Role[];
  /** Platform time. */
  now: EpochMs;
}

/** The work that was ordered, and what the worker asks for more of it. */
export async function WorkerOrders({ worker, ctx, roles }: Pick<ProcessTabProps, "worker" | "ctx" | "roles">) {
  const [orders, card] = await Promise.all([listWorkerOrders(ctx, worker.id), getRateCard(ctx, worker.id)]);
  return (
    <>
      <OrdersTab orders={orders} now={ctx.now()} />
      <RateCardPanel
        workerId={worker.id} card={card} now={ctx.now()}
        actions={can(roles, "worker.manageTokens") && isAtWork(worker) ? { save: saveRateCardAction, remove: removeRateCardAction } : null}
      />
    </>
  );
}

/** What the worker holds on the platform, and how its own process reaches the console. */
export async function WorkerKeys({ worker, connection, ctx, roles, now }: ProcessTabProps) {
  const sandbox = connection.mode === "sandbox";
  const mayManage = can(roles, "worker.manageTokens");
  const [accounts, tokens, push] = await Promise.all([
    listServiceAccounts(ctx, worker.id, connection.dialects), listWorkerTokens(ctx, worker.id), getWorkerPush(ctx, worker.id),
  ]);
  return (
    <>
      <AccountsList
        agent={{ id: worker.id, name: worker.name, isWorker: true }} connectionId={connection.id} now={now} sandbox={sandbox} accounts={accounts}
        register={can(roles, "worker.spawn") && worker.state !== "retired" ? registerAccountAction : null} read={readAccountsAction}
      />
      <KeysTab
        worker={worker} now={now} sandbox={sandbox} rotate={can(roles, "worker.rotateKey") ? rotateKeyAction : null}
        rotatable={(connection.dialects["rotate-key"] ?? null) !== null}
      />
      <WorkerTokensCard
        workerId={worker.id} tokens={tokens} now={ctx.now()} revoke={mayManage ? revokeWorkerTokenAction : null} make={mayManage && isAtWork(worker) ? makeWorkerTokenAction : null}
      />
      <PushCard
        workerId={worker.id} push={push} now={ctx.now()} actions={mayManage && isAtWork(worker) ? { save: saveWorkerPushAction, switchOn: switchWorkerPushAction } : null}
      />
    </>
  );
}

function isAtWork({ state }: WorkerDetail): boolean {
  return isWorkerState(state) && isActive(state);
}
