import { type EscrowEnding, keepsFeeOnTimeout } from "../escrow/settlement";
import { add, subtract, type Usdc, ZERO } from "../money";
import { endingOf, type PricedEscrow, type PriceFacts, referrerOf } from "./price-facts";

/** What an account has gained or lost. Units: micro-USDC. */
export interface AccountChange {
  readonly account: string;
  readonly change: Usdc;
}

/** The books of a dry run. Invariant: accounts, house and what is held sum to zero at any time. */
export class Ledger {
  private readonly changes = new Map<string, Usdc>();
  /** What the platform keeps of fees. */
  house: Usdc = ZERO;
  held: Usdc = ZERO;
  /** Fees of escrows that ended, and of these those that bought nothing. */
  fees: Usdc = ZERO;
  burned: Usdc = ZERO;
  /** Referral shares by who earned them. */
  readonly shares = new Map<string, Usdc>();

  constructor(private readonly facts: PriceFacts) {}

  lock({ payer, amount }: PricedEscrow): void {
    this.post(payer, subtract(ZERO, amount));
    this.held = add(this.held, amount);
  }

  end(escrow: PricedEscrow, ending: Exclude<EscrowEnding, "dispute">): void {
    const { payer, payee, referrer, house } = endingOf(escrow, ending, this.facts);
    this.post(escrow.payer, payer);
    this.post(escrow.payee, payee);
    const earner = referrerOf(escrow, this.facts);
    if (earner !== null && referrer !== ZERO) {
      this.post(earner, referrer);
      this.shares.set(earner, add(this.shares.get(earner) ?? ZERO, referrer));
    }
    this.house = add(this.house, house);
    this.held = subtract(this.held, escrow.amount);
    const fee = add(referrer, house);
    this.fees = add(this.fees, fee);
    if (ending === "timeout" && keepsFeeOnTimeout(this.facts.dialect)) this.burned = add(this.burned, fee);
  }

  of(account: string): Usdc {
    return this.changes.get(account) ?? ZERO;
  }

  /** Every account that was touched, in the order of first touch. */
  all(): readonly AccountChange[] {
    return [...this.changes].map(([account, change]) => ({ account, change }));
  }

  private post(account: string, amount: Usdc): void {
    this.changes.set(account, add(this.of(account), amount));
  }
}
