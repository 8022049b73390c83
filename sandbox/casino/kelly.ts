/** The figures of the published Kelly advice. Units: dollars; `payout` counts the stake. Transcript section 2. */
export interface KellyInput {
  readonly bankroll: number;
  readonly riskFactor: number;
  readonly winProbability: number;
  readonly payout: number;
}

export interface KellyFigures {
  readonly max_bet: number;
  readonly kelly_fraction: number;
  readonly adjusted_fraction: number;
  readonly edge: number;
  readonly expected_value_per_bet: number;
  readonly bets_until_ruin: number;
  readonly suggested_bet: number;
  readonly growth_rate: number;
}

/** With no edge the cap is the bankroll times risk factor times win probability. */
export function kellyFigures(input: KellyInput): KellyFigures {
  const { bankroll, riskFactor, winProbability: win, payout } = input;
  const odds = payout - 1;
  const lose = 1 - win;
  const kelly = odds > 0 ? (odds * win - lose) / odds : -1;
  const adjusted = riskFactor * (kelly > 0 ? kelly : win);
  const maxBet = round(bankroll * adjusted, 2);
  const suggested = round((bankroll * adjusted) / 2, 2);
  const edge = win * payout - 1;
  return {
    max_bet: maxBet, kelly_fraction: round(kelly, 4), adjusted_fraction: round(adjusted, 4), edge: round(edge, 4),
    expected_value_per_bet: round(edge * suggested, 4), bets_until_ruin: maxBet > 0 ? Math.floor(bankroll / maxBet) : 0,
    suggested_bet: suggested,
    growth_rate: round(adjusted < 1 ? win * Math.log(1 + odds * adjusted) + lose * Math.log(1 - adjusted) : -1, 4),
  };
}

/** The limits page counts with a 2 % edge, while play pays with 0.5 % (published code). */
export const LIMIT_GAMES: Readonly<Record<string, { readonly winProbability: number; readonly payout: number }>> = {
  coin_flip: even(50), dice_over_50: even(50), dice_over_75: even(25), dice_over_90: even(10), multiplier_2x: even(50),
  multiplier_10x: even(10), roulette_red: { winProbability: 18 / 37, payout: 1.96 },
};

export function kellyLimits(bankroll: number, riskFactor: number): Record<string, unknown> {
  const limits = Object.entries(LIMIT_GAMES).map(([game, terms]) => [game, kellyFigures({ bankroll, riskFactor, ...terms })] as const);
  return { bankroll, risk_factor: riskFactor, limits: Object.fromEntries(limits) };
}

export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round((value + Number.EPSILON * Math.sign(value)) * scale) / scale || 0;
}

function even(percent: number): { winProbability: number; payout: number } {
  return { winProbability: percent / 100, payout: 98 / percent };
}
