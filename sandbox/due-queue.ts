import type { EpochMs } from "@/lib/core/time";

interface Due {
  readonly at: EpochMs;
  readonly order: number;
  readonly id: string;
}

/** A binary heap of what falls due, earliest first, first come first served on a tie. Stale entries are the reader's to skip. */
export class DueQueue {
  private heap: Due[] = [];
  private nextOrder = 0;

  add(at: EpochMs, id: string): void {
    this.heap.push({ at, order: this.nextOrder++, id });
    let child = this.heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.before(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** Removes and gives the first entry that is due at `now`. */
  take(now: EpochMs): { readonly at: EpochMs; readonly id: string } | undefined {
    const first = this.heap[0];
    if (!first || first.at > now) return undefined;
    const last = this.heap.pop();
    if (last && this.heap.length > 0) {
      this.heap[0] = last;
      this.sink();
    }
    return first;
  }

  clear(): void {
    this.heap = [];
  }

  private sink(): void {
    let parent = 0;
    for (;;) {
      const left = parent * 2 + 1;
      const right = left + 1;
      let smallest = parent;
      if (left < this.heap.length && this.before(left, smallest)) smallest = left;
      if (right < this.heap.length && this.before(right, smallest)) smallest = right;
      if (smallest === parent) return;
      this.swap(parent, smallest);
      parent = smallest;
    }
  }

  private before(first: number, second: number): boolean {
    const a = this.heap[first];
    const b = this.heap[second];
    if (!a || !b) return false;
    return a.at === b.at ? a.order < b.order : a.at < b.at;
  }

  private swap(first: number, second: number): void {
    const a = this.heap[first];
    const b = this.heap[second];
    if (!a || !b) return;
    this.heap[first] = b;
    this.heap[second] = a;
  }
}
