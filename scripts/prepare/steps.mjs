/** Progress on the terminal: each step says what it does, how long it has taken so far, and how long it took. */

const rewrites = process.stdout.isTTY === true;

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);

/** Runs one step with its progress; a failure is thrown on after its line is finished. */
export async function step(label, work) {
  const since = Date.now();
  let shown = false;
  const tick = () => {
    if (rewrites) process.stdout.write(`\r  … ${label} ${seconds(since)} s`);
    else console.log(`  … ${label}${shown ? ` ${seconds(since)} s` : ""}`);
    shown = true;
  };
  const first = setTimeout(tick, 300);
  const timer = setInterval(tick, rewrites ? 1_000 : 10_000);
  const finish = (mark) => {
    clearTimeout(first);
    clearInterval(timer);
    const line = `  ${mark} ${label} (${seconds(since)} s)`;
    console.log(rewrites && shown ? `\r${line}\u001b[K` : line);
  };
  try {
    const result = await work();
    finish("✓");
    return result;
  } catch (error) {
    finish("✗");
    throw error;
  }
}
