import type {
  ChildWalletInput, CompleteEscrowInput, CreateEscrowInput, CreatedEscrow, EscrowInput, EscrowMoved, MoneyMoved, PayInput,
  ReasonedEscrowInput, RegisterInput, Registration, ReleaseEscrowInput, RotatedKey, RotateKeyInput, WalletMoneyInput,
  WalletSpendInput, WalletUpdateInput, WriteCall,
} from "./commands";
import { createDispatch } from "./dispatch";
import { createProductWriter, type ProductWriter } from "./product-writer";
import type { PlatformAnswer, PlatformWallet } from "./records";
import type { Credential, PlatformRuntime, PlatformSettings } from "./settings";

/**
 * The write side of the platform in our words. No method repeats a request by itself.
 * Errors: the classes of `errors.ts`, each with the outcome `rejected` (nothing changed) or `unknown` (read before
 * you repeat).
 */
export interface PlatformWriter extends ProductWriter {
  register(input: RegisterInput, call: WriteCall): Promise<PlatformAnswer<Registration>>;
  /** With the key of the agent itself or of its parent. */
  rotateKey(input: RotateKeyInput, call: WriteCall): Promise<PlatformAnswer<RotatedKey>>;
  createChildWallet(input: ChildWalletInput, call: WriteCall): Promise<PlatformAnswer<PlatformWallet>>;
  fundWallet(input: WalletMoneyInput, call: WriteCall): Promise<PlatformAnswer<MoneyMoved>>;
  unfundWallet(input: WalletMoneyInput, call: WriteCall): Promise<PlatformAnswer<MoneyMoved>>;
  updateWallet(input: WalletUpdateInput, call: WriteCall): Promise<PlatformAnswer<PlatformWallet>>;
  spendFromWallet(input: WalletSpendInput, call: WriteCall): Promise<PlatformAnswer<MoneyMoved>>;
  createEscrow(input: CreateEscrowInput, call: WriteCall): Promise<PlatformAnswer<CreatedEscrow>>;
  lockEscrow(input: EscrowInput, call: WriteCall): Promise<PlatformAnswer<EscrowMoved>>;
  releaseEscrow(input: ReleaseEscrowInput, call: WriteCall): Promise<PlatformAnswer<EscrowMoved>>;
  cancelEscrow(input: ReasonedEscrowInput, call: WriteCall): Promise<PlatformAnswer<EscrowMoved>>;
  /** With the payee's key. */
  completeEscrow(input: CompleteEscrowInput, call: WriteCall): Promise<PlatformAnswer<EscrowMoved>>;
  /** With the key of either party. */
  disputeEscrow(input: ReasonedEscrowInput, call: WriteCall): Promise<PlatformAnswer<EscrowMoved>>;
  pay(input: PayInput, call: WriteCall): Promise<PlatformAnswer<MoneyMoved>>;
}

/** Makes the writer of one account. `credential` is `null` only for a registration, which needs no key. */
export function createPlatformWriter(
  settings: PlatformSettings, credential: Credential | null, runtime: PlatformRuntime,
): PlatformWriter {
  const dispatch = createDispatch(settings, credential, runtime);
  const write = (call: WriteCall) => ({ effect: "write", ...call }) as const;
  return {
    ...createProductWriter(dispatch),
    register: (input, call) => dispatch("register", input, write(call)),
    rotateKey: (input, call) => dispatch("rotate-key", input, write(call)),
    createChildWallet: (input, call) => dispatch("wallet.child", input, write(call)),
    fundWallet: (input, call) => dispatch("wallet.fund", input, write(call)),
    unfundWallet: (input, call) => dispatch("wallet.unfund", input, write(call)),
    updateWallet: (input, call) => dispatch("wallet.update", input, write(call)),
    spendFromWallet: (input, call) => dispatch("wallet.spend", input, write(call)),
    createEscrow: (input, call) => dispatch("escrow.create", input, write(call)),
    lockEscrow: (input, call) => dispatch("escrow.lock", input, write(call)),
    releaseEscrow: (input, call) => dispatch("escrow.release", input, write(call)),
    cancelEscrow: (input, call) => dispatch("escrow.cancel", input, write(call)),
    completeEscrow: (input, call) => dispatch("escrow.complete", input, write(call)),
    disputeEscrow: (input, call) => dispatch("escrow.dispute", input, write(call)),
    pay: (input, call) => dispatch("pay", input, write(call)),
  };
}
