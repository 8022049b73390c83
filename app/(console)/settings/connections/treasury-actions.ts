"use server";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { toFormInput } from "@/lib/actions/form-input";
import { PRODUCT_SERVICES } from "@/lib/core/connection/accounts";
import { ok } from "@/lib/core/result";
import { idField } from "@/lib/schemas/fields";
import { claimFaucetCommand } from "@/lib/services/connection/claim-faucet";
import { depositAddressCommand } from "@/lib/services/connection/deposit-address";
import { readCommission } from "@/lib/services/connection/read-commission";
import { runTestEscrowPayment } from "@/lib/services/escrow/test-escrow-payment";
import { testPaymentCommand } from "@/lib/services/connection/test-payment";
import { withdrawCommissionCommand } from "@/lib/services/connection/withdraw-commission";
import { ServiceError } from "@/lib/services/service-error";
import { withPassword } from "../../escrows/with-password";
import { namedConnection, runOn } from "./run-on";
import { escrowFacts, transferFacts } from "./test-payment-words";

export const claimFaucetAction = defineAction({
  name: "money.faucetClaim", permission: "treasury.claim", revalidate: ["/settings/connections"],
  run: (form, ctx) => runOn(ctx, claimFaucetCommand, form),
});

export const depositAddressAction = defineAction({
  name: "money.depositAddress", permission: "treasury.claim", revalidate: ["/settings/connections"],
  run: (form, ctx) => runOn(ctx, depositAddressCommand, form),
});

const testForm = z.looseObject({ way: z.enum(["transfer", "escrow"], "Choose a way."), toAgentId: idField("the second agent") });

/** Answers with what happened and what it cost, for the person to read. */
export const testPaymentAction = defineAction({
  name: "money.testPayment", permission: "connection.manage", revalidate: ["/settings/connections"],
  run: async (form, ctx) => {
    const { way, toAgentId } = testForm.parse(form);
    if (way === "transfer") {
      const { way: _way, ...fields } = form as Record<string, unknown>;
      const paid = await runOn(ctx, testPaymentCommand, fields);
      return paid.ok ? ok({ facts: transferFacts(toAgentId, paid.output) }) : paid;
    }
    const token = toFormInput(undefined, form).token;
    if (!token) throw new ServiceError("INVALID", "This form is incomplete. Nothing was sent. Reload the page and try again.");
    const paid = await runTestEscrowPayment(ctx, { toAgentId }, { connectionId: await namedConnection(ctx, form), token });
    return paid.ok ? ok({ facts: escrowFacts(toAgentId, paid.output) }) : paid;
  },
});

const payout = z.looseObject({ service: z.enum(PRODUCT_SERVICES), connectionId: z.string() });

/** What is available is read on the platform for this very payout, so the limits count no less than the real amount. */
export const withdrawCommissionAction = defineAction({
  name: "money.withdrawCommission", permission: "treasury.withdraw", revalidate: ["/settings/connections"],
  run: (form, ctx, operator) => withPassword(form, ctx, operator, async (input, acting) => {
    const { service } = payout.parse(input);
    const { atMostMicros } = await readCommission(acting, await namedConnection(acting, input), service);
    return runOn(acting, withdrawCommissionCommand, input, { availableMicros: atMostMicros ?? 0n });
  }),
});
