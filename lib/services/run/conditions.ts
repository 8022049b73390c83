import { createContext, Script } from "node:vm";
import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { type ConditionOutcome, type Conditions, judgeWith } from "@/lib/core/run/judge-output";

/** One condition may compute this long, in milliseconds; less than the engine may be away from its lock. */
const CONDITION_MS = 300;
const COMPILED_MAX = 200;

const LIMITS = { maxAstNodes: 400, maxDepth: 30, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 10 };

/** JSON numbers are doubles to CEL; mixed with whole numbers they would not compute, which nobody expects. */
function makeEnvironment(): Environment {
  const environment = new Environment({ limits: LIMITS }).registerVariable("result", "dyn").registerVariable("input", "dyn");
  const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
    "+": (left, right) => left + right, "-": (left, right) => left - right, "*": (left, right) => left * right, "/": (left, right) => left / right,
  };
  for (const [sign, compute] of Object.entries(operators)) {
    for (const [left, right] of [["double", "int"], ["int", "double"]]) {
      environment.registerOperator(`${left} ${sign} ${right}: double`, (a: number | bigint, b: number | bigint) => compute(Number(a), Number(b)));
    }
  }
  return environment;
}

const environment = makeEnvironment();

/** Compiles once; the newest stay. */
function keep<T>(compile: (text: string) => T): (text: string) => T {
  const compiled = new Map<string, T>();
  return (text) => {
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const made = compile(text);
    if (compiled.size >= COMPILED_MAX) compiled.clear();
    compiled.set(text, made);
    return made;
  };
}

const patternOf = keep((pattern) => RE2JS.compile(pattern));
const expressionOf = keep((expression) => environment.parse(expression));

/** The engine of JavaScript ends a script that takes too long, whatever it is in the middle of. */
const script = new Script("compute()");
const bounds = { compute: (): void => undefined };
const context = createContext(bounds);

function within<T>(compute: () => T): { readonly value: T } | { readonly failure: string } | "stopped" {
  let value: { readonly value: T } | undefined;
  bounds.compute = () => void (value = { value: compute() });
  try {
    script.runInContext(context, { timeout: CONDITION_MS });
  } catch (error) {
    // The time-out's error belongs to the script's own realm, where Error is another class.
    return hasText(error, "code") && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT" ? "stopped" : { failure: firstLine(error) };
  }
  return value ?? { failure: "gave nothing" };
}

function hasText<K extends string>(error: unknown, key: K): error is Record<K, string> {
  return typeof error === "object" && error !== null && key in error && typeof (error as Record<K, unknown>)[key] === "string";
}

function firstLine(error: unknown): string {
  const text = hasText(error, "message") ? error.message : "failed";
  return (text.split("\n")[0] ?? text).slice(0, 200);
}

/** A machine that stood still for a moment is no fault of a result or of a plan: what was stopped is tried once more. */
function patiently<T>(compute: () => T): ReturnType<typeof within<T>> {
  const outcome = within(compute);
  return outcome === "stopped" ? within(compute) : outcome;
}

function test(compute: () => boolean, what: string): ConditionOutcome {
  const outcome = patiently(compute);
  if (outcome === "stopped") return { kind: "stopped", message: `could not be checked in time against ${what}` };
  if ("failure" in outcome) return { kind: "fails", message: `cannot be checked against ${what}: ${outcome.failure}` };
  return outcome.value ? { kind: "holds" } : { kind: "fails", message: `does not pass ${what}` };
}

function findPatternFault(pattern: string): string | null {
  const made = patiently(() => patternOf(pattern));
  if (made === "stopped") return "The pattern takes too long to read. Make it simpler.";
  return "failure" in made ? `The pattern does not compile: ${made.failure}.` : null;
}

function findExpressionFault(expression: string): string | null {
  const made = patiently(() => ({ ast: expressionOf(expression).ast, checked: environment.check(expression) }));
  if (made === "stopped") return "The expression takes too long to read. Make it simpler.";
  if ("failure" in made) return `The expression does not compile: ${made.failure}.`;
  const { ast, checked } = made.value;
  if (!checked.valid) return `The expression does not compile: ${firstLine(checked.error)}. It may use result and input.`;
  if (checked.type !== "bool" && checked.type !== "dyn") return `The expression gives ${checked.type}; it must give true or false.`;
  // Its regular expressions are not those of RE2: one of them could take for ever.
  return calls(ast, "matches") ? "The expression uses matches(). Use a check of the kind pattern for that." : null;
}

function calls(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((part) => calls(part, name));
  if (typeof node !== "object" || node === null || !("op" in node)) return false;
  const { op, args } = node as ASTNode;
  return (op === "rcall" && Array.isArray(args) && args[0] === name) || calls(args, name);
}

/** RE2 and CEL, bounded in size and time. Their errors are faults, never throws. */
export const conditions: Conditions = {
  findPatternFault,
  findExpressionFault,
  testPattern: (pattern, text) => test(() => patternOf(pattern).test(text), `the pattern ${JSON.stringify(pattern)}`),
  testExpression: (expression, names) => test(() => expressionOf(expression)(names) === true, `the condition ${expression}`),
};

/** The machine's judgement of a result. */
export const judgeOutput = judgeWith(conditions);
