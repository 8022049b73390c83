"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { PRODUCT_SERVICES } from "@/lib/core/connection/accounts";
import { claimFaucetCommand } from "@/lib/services/connection/claim-faucet";
import { depositAddressCommand } from "@/lib/services/connection/deposit-address";
import { readCommission } from "@/lib/services/connection/read-commission";
import { testPaymentCommand } from "@/lib/services/connection/test-payment";
import { withdrawCommissionCommand } from "@/lib/services/connection/withdraw-commission";
import { withPassword } from "../../escrows/with-password";
import { namedConnection, runOn } from "./run-on";

export const claimFaucetAction = defineAction({
  name: "money.faucetClaim", permission: "treasury.claim", revalidate: ["/settings/connections"],
  run: (form, ctx) => runOn(ctx, claimFaucetCommand, form),
});

export const depositAddressAction = defineAction({
  name: "money.depositAddress", permission: "treasury.claim", revalidate: ["/settings/connections"],
  run: (form, ctx) => runOn(ctx, depositAddressCommand, form),
});

export const testPaymentAction = defineAction({
  name: "money.testPayment", permission: "connection.manage", revalidate: ["/settings/connections"],
  run: (form, ctx) => runOn(ctx, testPaymentCommand, form),
});

const payout = z.looseObject({ service: z.enum(PRODUCT_SERVICES), connectionId: z.string() });

/** What is available is read on the platform for this very payout, so the limits count the real amount. */
export const withdrawCommissionAction = defineAction({
  name: "money.withdrawCommission", permission: "treasury.withdraw", revalidate: ["/settings/connections"],
  run: (form, ctx, operator) => withPassword(form, ctx, operator, async (input, acting) => {
    const { service } = payout.parse(input);
    const { availableMicros } = await readCommission(acting, await namedConnection(acting, input), service);
    return runOn(acting, withdrawCommissionCommand, input, { availableMicros: availableMicros ?? 0n });
  }),
});
