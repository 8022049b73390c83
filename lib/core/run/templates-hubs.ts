import type { JsonObject } from "../order/json-value";
import { roles, type RunTemplate } from "./template";

/** A result without an `error` of its own. Source: the validation of seed 003's example. */
const NO_ERROR: readonly JsonObject[] = [{ kind: "not_empty" }, { kind: "expression", expression: '!("error" in result)' }];

/** Amounts: seed 003, the report of 2.10 USDC. */
const researchHub: RunTemplate = {
  key: "research-hub",
  name: "Research, code and review",
  description: "Three specialists of one hub: research for 0.50, code for 1.20, and a review of the code for 0.40.",
  why: "The parts need different skills and the hub answers for the whole, so it pays each of them itself. When one fails, only its own escrow comes back; the others are paid as agreed.",
  pattern: "hub_spoke",
  roles: roles({ researcher: "Finds and sums up sources", coder: "Writes the code", reviewer: "Reviews the code" }),
  plan: {
    name: "Research, code and review", pattern: "hub_spoke", funding: "prefund",
    legs: [
      { key: "research", label: "Research", worker: "@researcher", amount: "0.50", instructions: "Search the web for the task in the input and sum up what you find, with the sources.", validators: NO_ERROR },
      { key: "code", label: "Code", worker: "@coder", amount: "1.20", instructions: "Write the code that the input asks for, with tests.", validators: NO_ERROR },
      { key: "review", label: "Review", worker: "@reviewer", amount: "0.40", instructions: "Review the code that you get from the leg code. Name every fault and say whether it is fit to be used.", dependsOn: ["code"], validators: NO_ERROR },
    ],
  },
};

/** Amounts and time-out: seed 001, section on the three-agent trading team. */
const tradingTeam: RunTemplate = {
  key: "trading-team",
  name: "Three-agent trading team",
  description: "A scanner finds opportunities (0.10), a risk manager approves them (0.15), an executor trades what was approved (0.25), each within an hour.",
  why: "The steps follow each other, but the hub decides after each whether it goes on, and nobody shall pay another one out of his own pocket. So the hub pays every step, and locks it when its turn comes.",
  pattern: "hub_spoke",
  roles: roles({ scanner: "Scans the market", "risk-manager": "Scores the risk of what was found", executor: "Trades what was approved" }),
  plan: {
    name: "Three-agent trading team", pattern: "hub_spoke", funding: "lazy",
    legs: [
      { key: "scan", label: "Market scan", worker: "@scanner", amount: "0.10", timeoutHours: 1, workMinutes: 15, instructions: "Scan the pairs in the input and list every opportunity with its spread in percent." },
      { key: "risk", label: "Risk assessment", worker: "@risk-manager", amount: "0.15", timeoutHours: 1, workMinutes: 15, dependsOn: ["scan"], instructions: "Score each opportunity of the scan from 0 to 1 and approve those below 0.4 with a spread above 0.5 %." },
      { key: "execute", label: "Execution", worker: "@executor", amount: "0.25", timeoutHours: 1, workMinutes: 15, dependsOn: ["risk"], instructions: "Execute the approved trades and report the count and the outcome of each. Without approved trades report a count of 0." },
    ],
  },
};

/** Idea: seed 002, agents that review each other's outputs. */
const reviewNetwork: RunTemplate = {
  key: "review-network",
  name: "Code review network",
  description: "Two coders each do a part (1.20) and review the other one's part (0.40).",
  why: "A review is worth something because somebody else does it. The hub pays both parts and both reviews apart, so that a bad part costs neither its reviewer nor the other coder anything.",
  pattern: "hub_spoke",
  roles: roles({ "coder-1": "Writes the first part, reviews the second", "coder-2": "Writes the second part, reviews the first" }),
  plan: {
    name: "Code review network", pattern: "hub_spoke", funding: "prefund",
    legs: [
      { key: "part-1", label: "First part", worker: "@coder-1", amount: "1.20", instructions: "Write the first part of the task in the input." },
      { key: "part-2", label: "Second part", worker: "@coder-2", amount: "1.20", instructions: "Write the second part of the task in the input." },
      { key: "review-1", label: "Review of the first part", worker: "@coder-2", amount: "0.40", dependsOn: ["part-1"], instructions: "Review the first part that you get. Name every fault with its place." },
      { key: "review-2", label: "Review of the second part", worker: "@coder-1", amount: "0.40", dependsOn: ["part-2"], instructions: "Review the second part that you get. Name every fault with its place." },
    ],
  },
};

/** Idea: seed 002, an orchestrator that hands writing tasks to agents. */
const contentPipeline: RunTemplate = {
  key: "content-pipeline",
  name: "Content pipeline",
  description: "An outline (0.40), three sections written at the same time (0.60 each), and an editor who makes one text of them (0.80).",
  why: "The sections are independent of each other once the outline stands, so three writers work at once. A section that fails is replaced by a note, and the text appears without it.",
  pattern: "hub_spoke",
  roles: roles({ planner: "Writes the outline", "writer-1": "Writes the first section", "writer-2": "Writes the second section", "writer-3": "Writes the third section", editor: "Makes one text of the sections" }),
  plan: {
    name: "Content pipeline", pattern: "hub_spoke", funding: "lazy",
    legs: [
      { key: "outline", label: "Outline", worker: "@planner", amount: "0.40", instructions: "Write an outline of three sections for the subject in the input." },
      ...["1", "2", "3"].map((number): JsonObject => ({
        key: `section-${number}`, label: `Section ${number}`, worker: `@writer-${number}`, amount: "0.60", dependsOn: ["outline"], isCritical: false,
        defaultOutput: { text: "", note: `Section ${number} is missing.` }, instructions: `Write section ${number} of the outline that you get.`,
      })),
      { key: "edit", label: "Editing", worker: "@editor", amount: "0.80", dependsOn: ["section-1", "section-2", "section-3"], instructions: "Make one text of the sections that you get. Leave out what is missing." },
    ],
  },
};

export const HUB_TEMPLATES: readonly RunTemplate[] = [researchHub, tradingTeam, reviewNetwork, contentPipeline];
