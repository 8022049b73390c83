import { type Pattern, PATTERNS } from "./plan";

/** The questions of *Which pattern fits?*, each with the words of its answers. */
export const FIT_QUESTIONS = [
  { key: "parts", question: "Do the parts of the work depend on each other?", answers: { one: "There is only one part", apart: "No, or only a few", chain: "Yes, each makes something of the one before" } },
  { key: "price", question: "Do you know what the work costs?", answers: { known: "Yes", open: "No, agents shall name their price" } },
  { key: "tries", question: "Shall several agents try the same work at once?", answers: { one: "No, one at a time", several: "Yes, the first good result is paid" } },
  { key: "payer", question: "Who pays whom?", answers: { orchestrator: "The orchestrator pays everybody", chain: "Each agent pays the next one" } },
  { key: "failure", question: "Must a failure stay in its part?", answers: { isolated: "Yes, the rest goes on", whole: "No, without one part the rest is worth nothing" } },
] as const;

export interface FitAnswers {
  readonly parts: "one" | "apart" | "chain";
  readonly price: "known" | "open";
  readonly tries: "one" | "several";
  readonly payer: "orchestrator" | "chain";
  readonly failure: "isolated" | "whole";
}

export interface PatternFit {
  readonly pattern: Pattern;
  readonly points: number;
  /** What of the answers speaks for it, and what against it. */
  readonly reasons: readonly string[];
  readonly concerns: readonly string[];
  readonly profile: PatternProfile;
}

export interface PatternProfile {
  readonly bestFor: string;
  readonly capital: string;
  readonly isolation: string;
  readonly income: string;
}

/** What each pattern asks for and gives. Source: the table of seed 003 and the job of seed 002, in our words. */
export const PATTERN_PROFILES: Readonly<Record<Pattern, PatternProfile>> = {
  hub_spoke: {
    bestFor: "Work that splits into parts for different specialists", capital: "The whole budget at the start, or each part when its turn comes",
    isolation: "Excellent: a failure costs its own part alone", income: "A share of the fee of every specialist that you referred",
  },
  pipeline: {
    bestFor: "Work that passes from one agent to the next", capital: "The first stage only; each agent pays the next from its own balance",
    isolation: "Good: a critical stage stops what comes after it, and nothing before it", income: "Each agent keeps its margin, its referrer a share of the fee",
  },
  auction: {
    bestFor: "Work that many can do and whose price is open", capital: "One payment, to the winner, never above the ceiling",
    isolation: "Excellent: only the winner is funded, and the next best stands by", income: "A share of the fee of whichever referred bidder wins",
  },
  marketplace: {
    bestFor: "Work whose result is wanted soon and for sure", capital: "The price once for every worker that tries, until the first is paid",
    isolation: "Excellent: it fails only when every worker does", income: "A share of one fee; where the platform cannot cancel, the others' time-outs cost theirs",
  },
};

interface Word { readonly points: number; readonly sentence: string }
type Opinion = Partial<Record<Pattern, Word>>;

const says = (points: number, sentence: string): Word => ({ points, sentence });

/** What each answer says of each pattern. Positive points are reasons, negative ones concerns. */
const OPINIONS: { readonly [Key in keyof FitAnswers]: Readonly<Record<FitAnswers[Key], Opinion>> } = {
  parts: {
    one: { auction: says(1, "One piece of work is what bids are made for."), marketplace: says(1, "One piece of work can be raced for."), pipeline: says(-3, "A chain needs more than one step."), hub_spoke: says(0, "") },
    apart: { hub_spoke: says(4, "Parts that are independent run at the same time, each with its own payment."), pipeline: says(-2, "A chain would make independent parts wait."), auction: says(-1, "An auction finds one agent for one piece of work."), marketplace: says(-1, "A race is for one piece of work.") },
    chain: { pipeline: says(4, "Each step gets what the step before made."), hub_spoke: says(1, "A hub can pay parts in turn with dependencies."), auction: says(-2, "One winner would have to do all the steps."), marketplace: says(-2, "Every worker would have to do all the steps.") },
  },
  price: {
    known: { hub_spoke: says(1, "A known price can be agreed per part."), pipeline: says(1, "Margins can be computed before anybody starts."), auction: says(-2, "Asking for bids costs time and finds a price that you know."), marketplace: says(1, "A fixed price is what a race needs.") },
    open: { auction: says(5, "Bids find the price, and the ceiling bounds it."), hub_spoke: says(-1, "Each part needs an amount; a leg of it can be an auction, though."), pipeline: says(-2, "A stage that pays the next one too much loses money."), marketplace: says(-2, "A race pays a fixed amount.") },
  },
  tries: {
    one: { marketplace: says(-4, "A race is several agents doing the same work."), hub_spoke: says(1, "One agent per part, and a backup when it fails."), auction: says(1, "One winner works, the others stand by."), pipeline: says(1, "One agent per stage.") },
    several: { marketplace: says(6, "The first accepted result is paid, and it is paid once."), auction: says(-1, "Only the winner of an auction works."), hub_spoke: says(-1, "A hub asks one agent per part; a leg of it can be a race, though."), pipeline: says(-2, "A stage has one agent.") },
  },
  payer: {
    orchestrator: { hub_spoke: says(2, "The orchestrator pays and judges every part itself."), auction: says(1, "The orchestrator pays the winner."), marketplace: says(1, "The orchestrator pays the first."), pipeline: says(-3, "In a pipeline agents pay each other from their own balances.") },
    chain: { pipeline: says(5, "Each agent pays the next one and keeps its margin."), hub_spoke: says(-3, "In a hub only the orchestrator pays."), auction: says(-2, "The requester pays the winner."), marketplace: says(-2, "The requester pays the first.") },
  },
  failure: {
    isolated: { hub_spoke: says(2, "A failed part gives its own money back and the others are paid."), auction: says(1, "Only the winner holds money, and the next bidder is asked when it fails."), marketplace: says(1, "One failed worker changes nothing while another one delivers."), pipeline: says(-1, "A failed critical stage stops all stages after it.") },
    whole: { pipeline: says(2, "Paid from the end, a failed stage gives everybody's money back."), hub_spoke: says(0, ""), auction: says(0, ""), marketplace: says(0, "") },
  },
};

/** The patterns, the fitting one first. Equal points keep the order of `PATTERNS`. */
export function rankPatterns(answers: FitAnswers): readonly PatternFit[] {
  return PATTERNS.map((pattern): PatternFit => {
    const words = wordsOf(answers).flatMap((opinion) => opinion[pattern] ?? []);
    return {
      pattern, profile: PATTERN_PROFILES[pattern], points: words.reduce((sum, { points }) => sum + points, 0),
      reasons: words.filter(({ points }) => points > 0).map(({ sentence }) => sentence),
      concerns: words.filter(({ points }) => points < 0).map(({ sentence }) => sentence),
    };
  }).sort((left, right) => right.points - left.points);
}

function wordsOf({ parts, price, tries, payer, failure }: FitAnswers): readonly Opinion[] {
  return [OPINIONS.parts[parts], OPINIONS.price[price], OPINIONS.tries[tries], OPINIONS.payer[payer], OPINIONS.failure[failure]];
}
