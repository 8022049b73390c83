import type { Metadata } from "next";
import { AddConnectionForm } from "@/components/connection/add-connection-form";
import { PageFrame } from "@/components/shell/page-frame";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { ADDRESS_PRESETS, type AddressPreset, presetUrls } from "@/lib/core/connection/hosts";
import { PUBLISHED_LIMITS } from "@/lib/core/connection/declared-limits";
import { limitsToText } from "@/lib/core/connection/limits-text";
import { env } from "@/lib/env";
import { dialectChoices } from "@/lib/services/connection/dialect-choices";
import { addConnectionAction, testConnectionAction } from "../actions";

export const metadata: Metadata = { title: "Add a connection" };

const LABELS: Readonly<Record<AddressPreset, string>> = {
  "published": "Published services", "sandbox": "Sandbox", "published-sandbox": "Sandbox, as the published services", "own": "Own addresses",
};

export default async function AddConnectionPage() {
  await requirePermissionPage("connection.manage");
  const origin = `http://127.0.0.1:${env().SANDBOX_PORT}`;
  const addresses = ADDRESS_PRESETS.map((value) => ({ value, label: LABELS[value], urls: presetUrls(value, origin) }));
  return (
    <PageFrame title="Add a connection" crumb={{ href: "/settings/connections", label: "Connections" }}>
      <AddConnectionForm
        addresses={addresses} dialects={dialectChoices()} publishedLimits={limitsToText(PUBLISHED_LIMITS)}
        test={testConnectionAction} add={addConnectionAction}
      />
    </PageFrame>
  );
}
