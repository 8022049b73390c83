const STEPS = [1, 2, 2.5, 5, 10];
const LINES_MAX = 4;

/** Round values from 0 up to the first that is not below the largest, at most four above zero. */
export function axisSteps(largest: number): readonly number[] {
  if (largest <= 0) return [0, 1];
  const rough = largest / LINES_MAX;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough) ?? 10) * power;
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
