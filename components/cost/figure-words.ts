/** The figures of the report, as its columns call them. */
export const FIGURE_WORDS: Readonly<Record<string, string>> = {
  net: "Net contribution", earned: "Earned", client: "From clients", paid: "Paid", fees: "Fees", lost: "Failure cost", referral: "Referral back",
  refunded: "Refunded", released: "Done", failed: "Failed",
};

/** A booked effect in words. */
export const EFFECT_WORDS: Readonly<Record<string, string>> = {
  paid: "paid", earned: "earned", fee: "fee", lost: "fee kept on a refund", referral: "referral back", refunded: "refunded",
};
