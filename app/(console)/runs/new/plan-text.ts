/** A plan as the form sends it; what is no JSON is no plan, and the schema says so. */
export function fromPlanText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
