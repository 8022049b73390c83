/** Runs at once, then at most every `everyMs`; what comes between runs once at the end of the pause. */
export function throttle(work: () => void, everyMs: number): { run: () => void; cancel: () => void } {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  function run() {
    if (pause) {
      again = true;
      return;
    }
    work();
    pause = setTimeout(() => {
      pause = undefined;
      if (!again) return;
      again = false;
      run();
    }, everyMs);
  }
  return { run, cancel: () => clearTimeout(pause) };
}
