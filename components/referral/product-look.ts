/** The fixed colour and name of a product; one that is not listed is neutral. */
export function productLook(product: string): { readonly label: string; readonly color: "s1" | "s2" | "s3" | "s4" | "s5" | "mute"; readonly rate: string } {
  return LOOKS[product] ?? { label: product, color: "mute", rate: "not known" };
}

const LOOKS: Readonly<Record<string, ReturnType<typeof productLook>>> = {
  trading: { label: "Trading", color: "s1", rate: "20 % of the builder part" },
  casino: { label: "Casino", color: "s2", rate: "10 % of lost stake" },
  escrow: { label: "Escrow", color: "s3", rate: "15 % of the 1 %" },
  wallet: { label: "Wallet", color: "s4", rate: "10 % of swap fee" },
  domains: { label: "Domains", color: "s5", rate: "20 % of markup" },
};
