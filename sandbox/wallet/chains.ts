import { sha256 } from "../random";

export const WALLET_CHAINS = [
  { id: "ethereum", name: "Ethereum", chain_id: 1, native_token: "ETH", explorer: "https://etherscan.io" },
  { id: "base", name: "Base", chain_id: 8453, native_token: "ETH", explorer: "https://basescan.org" },
  { id: "solana", name: "Solana", chain_id: null, native_token: "SOL", explorer: "https://solscan.io" },
  { id: "bitcoin", name: "Bitcoin", chain_id: null, native_token: "BTC", explorer: "https://mempool.space" },
  { id: "tron", name: "Tron", chain_id: null, native_token: "TRX", explorer: "https://tronscan.org" },
  { id: "monero", name: "Monero", chain_id: null, native_token: "XMR", explorer: "https://xmrchain.net" },
] as const;

export const SWAP_CHAINS = ["ethereum", "bsc", "base", "arbitrum", "solana", "bitcoin", "tron", "monero"] as const;

export const DERIVATION_PATHS = {
  ethereum: "m/44'/60'/0'/0/0", base: "m/44'/60'/0'/0/0 (same as ethereum)", solana: "m/44'/501'/0'/0'",
  bitcoin: "m/84'/0'/0'/0/0", tron: "m/44'/195'/0'/0/0", monero: "from the seed by HMAC-SHA512",
};

export const EXPORT_PATHS = {
  ethereum_base: DERIVATION_PATHS.ethereum, solana: DERIVATION_PATHS.solana, bitcoin: DERIVATION_PATHS.bitcoin,
  tron: DERIVATION_PATHS.tron, monero: DERIVATION_PATHS.monero,
};

export function isWalletChain(chain: unknown): chain is (typeof WALLET_CHAINS)[number]["id"] {
  return WALLET_CHAINS.some(({ id }) => id === chain);
}

const SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "zo", "ka", "mu"];

/** Twenty-four made-up words: they look like a mnemonic and open no wallet anywhere. */
export function sandboxWords(seed: string): string {
  const digest = sha256(`${seed}:words`) + sha256(`${seed}:more`) + sha256(`${seed}:rest`);
  const words = Array.from({ length: 24 }, (_, index) =>
    [0, 1, 2].map((part) => SYLLABLES[Number.parseInt(digest[index * 3 + part] ?? "0", 16)]).join(""));
  return words.join(" ");
}

export function sandboxAddresses(seed: string): Record<string, string> {
  const hex = (chain: string, length: number): string => sha256(`${seed}:${chain}`).slice(0, length);
  const evm = `0x${hex("evm", 40)}`;
  return {
    ethereum: evm, base: evm, solana: `Sand${hex("solana", 40)}`, bitcoin: `bc1q${hex("bitcoin", 38)}`, tron: `T${hex("tron", 33)}`,
    monero: `4${hex("monero", 64)}${hex("monero2", 30)}`,
  };
}

export function sandboxSecret(seed: string, name: string): string {
  return `sandbox_${sha256(`${seed}:${name}:secret`)}`;
}
