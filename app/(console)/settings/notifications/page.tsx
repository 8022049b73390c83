import type { Metadata } from "next";
import { ChannelCard } from "@/components/notify/channel-card";
import { DeliveryList } from "@/components/notify/delivery-list";
import { MailForm } from "@/components/notify/mail-form";
import { WebhookForm } from "@/components/notify/webhook-form";
import { PageFrame } from "@/components/shell/page-frame";
import { Card, CardHead } from "@/components/ui/card";
import { requirePermissionPage } from "@/lib/auth/page-session";
import { env } from "@/lib/env";
import { listChannels, listDeliveries } from "@/lib/services/notify/list-channels";
import { saveMailAction, saveWebhookAction, sendTestAction, switchChannelAction } from "./actions";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const { ctx } = await requirePermissionPage("notify.manage");
  const [{ webhook, mail }, deliveries] = await Promise.all([listChannels(ctx), listDeliveries(ctx)]);
  const now = ctx.now();
  const actions = { switchOn: switchChannelAction, sendTest: sendTestAction };
  return (
    <PageFrame title="Notifications" crumb={{ href: "/settings", label: "Settings" }}>
      <div className="flex flex-col gap-3">
        <p className="text-body text-ink2">
          Warnings go out for money at risk, unknown outcomes, failed batches, a silent platform and workers whose referral is not proven. They carry no secrets and hold up nothing.
        </p>
        <ChannelCard title="Webhook" channel={webhook} now={now} actions={actions}>
          <WebhookForm url={webhook.target} action={saveWebhookAction} />
        </ChannelCard>
        <ChannelCard title="Mail" channel={mail} now={now} actions={actions}>
          <MailForm address={mail.target} hasServer={env().SMTP_URL !== undefined} action={saveMailAction} />
        </ChannelCard>
        <Card label="Last warnings">
          <CardHead title="Last warnings" note="tried again for a day" />
          <DeliveryList deliveries={deliveries} now={now} />
        </Card>
      </div>
    </PageFrame>
  );
}
