import type { ReactNode } from "react";
import type { ShellData } from "@/lib/core/connection/shell-view";
import { ConnectionScope } from "../forms/connection-scope";
import { LiveProvider } from "../live/live-provider";
import { Toaster } from "../ui/toaster";
import { CommandCenter } from "./command-center";
import type { ChooseConnection } from "./connection-switch";
import { EnvironmentBar, isEnvironmentMarked } from "./environment-bar";
import { MobileTabs } from "./mobile-tabs";
import type { PaletteSearch } from "./palette-hit";
import { ShellSlotsProvider } from "./shell-slots";
import { Sidebar } from "./sidebar";

interface ShellProps {
  shell: ShellData;
  signOut: () => Promise<void>;
  chooseConnection: ChooseConnection;
  /** Finds workers and escrows for the palette. */
  search?: PaletteSearch;
  freeze?: ReactNode;
  children: ReactNode;
}

/** Environment bar, navigation, live updates and keyboard around every signed-in page. */
export function Shell({ shell, signOut, chooseConnection, search, freeze, children }: ShellProps) {
  return (
    <LiveProvider>
      <ShellSlotsProvider freeze={freeze ?? null} renderedAtMs={shell.renderedAtMs}>
        <ConnectionScope shown={shell.connection}>
          <div className="shell" data-environment={isEnvironmentMarked(shell) ? "marked" : "live"}>
            <a href="#content" className="btn skip-link">
              Skip to content
            </a>
            <EnvironmentBar {...shell} />
            <div className="shell-body">
              <Sidebar shell={shell} signOut={signOut} chooseConnection={chooseConnection} />
              <div key={shell.connection.id} className="min-w-0">{children}</div>
            </div>
            <MobileTabs shell={shell} signOut={signOut} />
          </div>
          <CommandCenter search={search} />
          <Toaster />
        </ConnectionScope>
      </ShellSlotsProvider>
    </LiveProvider>
  );
}
