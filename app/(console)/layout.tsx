import type { ReactNode } from "react";
import { FreezeButton } from "@/components/shell/freeze-button";
import { Shell } from "@/components/shell/shell";
import { requireOperatorPage } from "@/lib/auth/page-session";
import { can } from "@/lib/core/access/permissions";
import { findCurrentConnection } from "@/lib/services/connection/current-connection";
import { getFreezeFacts } from "@/lib/services/connection/get-freeze-facts";
import { getShellData } from "@/lib/services/connection/get-shell-data";
import { signOutAction } from "../(auth)/actions";
import { chooseConnectionAction, findAnythingAction, freezeFleetAction, unfreezeFleetAction } from "./shell-actions";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { ctx, operator } = await requireOperatorPage();
  const connection = await findCurrentConnection(ctx);
  const mayFreeze = connection !== null && can(operator.roles, connection.frozenAt ? "fleet.unfreeze" : "fleet.freeze");
  const [shell, facts] = await Promise.all([
    getShellData(ctx, connection, operator),
    mayFreeze && !connection.frozenAt ? getFreezeFacts(ctx, connection.id) : [],
  ]);
  const freeze = mayFreeze && (
    <FreezeButton frozen={connection.frozenAt !== null} freeze={freezeFleetAction} unfreeze={unfreezeFleetAction} facts={facts} sandbox={connection.mode === "sandbox"} />
  );
  return (
    <Shell shell={shell} signOut={signOutAction} chooseConnection={chooseConnectionAction} search={findAnythingAction} freeze={freeze}>
      {children}
    </Shell>
  );
}
