import { roles, type RunTemplate } from "./template";

/** Amounts: seed 003, margins of 1.50, 1.70 and 1.80 before fees. */
const threeStages: RunTemplate = {
  key: "three-stages",
  name: "Three-stage pipeline",
  description: "The first agent gets 5.00 and pays the second 3.50, which pays the third 1.80. Each keeps what it does not pay on.",
  why: "Each step makes something of what the step before made, and whoever does a step knows best whom to pay for the next. The orchestrator pays once; each agent earns its margin.",
  pattern: "pipeline",
  roles: roles({ "agent-a": "First stage, paid by the orchestrator", "agent-b": "Second stage, paid by the first", "agent-c": "Third stage, paid by the second" }),
  plan: {
    name: "Three-stage pipeline", pattern: "pipeline", settle: "each",
    stages: [
      { key: "collect", label: "Collect", worker: "@agent-a", amount: "5.00", instructions: "Collect the data that the input asks for." },
      { key: "transform", label: "Transform", worker: "@agent-b", amount: "3.50", instructions: "Bring the data of the stage before into the form that the input asks for." },
      { key: "report", label: "Report", worker: "@agent-c", amount: "1.80", instructions: "Write the report from the data of the stage before." },
    ],
  },
};

/** Amount and time-out: seed 002, one analysis for 5.00 with three workers that bid. */
const analysisAuction: RunTemplate = {
  key: "analysis-auction",
  name: "Analysis job with three bidders",
  description: "Three analysts bid for one analysis of at most 5.00. The best bid is funded, the others cost nothing.",
  why: "Several agents can do the same work and nobody knows its price. An auction finds it, and money is locked for the winner alone.",
  pattern: "auction",
  roles: roles({ "analyst-1": "May bid", "analyst-2": "May bid", "analyst-3": "May bid" }),
  plan: {
    name: "Analysis job with three bidders", pattern: "auction", bidders: ["@analyst-1", "@analyst-2", "@analyst-3"], ceiling: "5.00", bidMinutes: 30,
    allowsNewcomers: true, timeoutHours: 4, instructions: "Analyse what the input asks for, over the period that it names, and give the figures with your conclusion.",
  },
};

/** Idea: seed 002, agents that compete to label data sets. */
const dataLabelling: RunTemplate = {
  key: "data-labelling",
  name: "Data labelling",
  description: "Three labellers get the same batch for 0.60; the first complete set of labels is paid, once.",
  why: "Time matters more than the money that is locked meanwhile: whoever is ready first is paid, and one who falls silent holds nothing up. The other escrows come back.",
  pattern: "marketplace",
  roles: roles({ "labeller-1": "Labels the batch", "labeller-2": "Labels the batch", "labeller-3": "Labels the batch" }),
  plan: {
    name: "Data labelling", pattern: "marketplace", workers: ["@labeller-1", "@labeller-2", "@labeller-3"], amount: "0.60", timeoutHours: 4,
    instructions: "Give every item of the batch in the input one of the labels that the input lists.",
  },
};

/** Idea: seed 002, an agent's output is the next one's input and each step is paid. */
const auditChain: RunTemplate = {
  key: "audit-chain",
  name: "Audit chain",
  description: "Evidence is gathered (2.00), verified (1.20) and attested (0.60). Nobody is paid before the attestation stands.",
  why: "Each step checks the one before, so an early step is worth nothing until the last one agrees. Paid from the end, a failed attestation gives everybody's money back; in return each agent advances what it pays on.",
  pattern: "pipeline",
  roles: roles({ gatherer: "Gathers the evidence, pays the verifier", verifier: "Verifies it, pays the attestor", attestor: "Attests the result" }),
  plan: {
    name: "Audit chain", pattern: "pipeline", settle: "from_the_end",
    stages: [
      { key: "gather", label: "Gather evidence", worker: "@gatherer", amount: "2.00", instructions: "Gather the evidence for the statement in the input, with its sources." },
      { key: "verify", label: "Verify", worker: "@verifier", amount: "1.20", instructions: "Verify every piece of evidence of the stage before and mark what does not hold." },
      { key: "attest", label: "Attest", worker: "@attestor", amount: "0.60", instructions: "State whether the verified evidence supports the statement, and why." },
    ],
  },
};

export const OTHER_TEMPLATES: readonly RunTemplate[] = [threeStages, analysisAuction, dataLabelling, auditChain];
