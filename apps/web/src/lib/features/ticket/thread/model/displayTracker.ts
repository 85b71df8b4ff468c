/** Milliseconds an entry must have been on the screen to count as displayed. */
export const DISPLAYED_AFTER = 600;

/**
 * Decides what a reader has really had before their eyes: an entry counts once it has been in view, on a tab that is
 * visible, for {@link DISPLAYED_AFTER} milliseconds without a break.
 */
export class DisplayTracker {
  readonly #displayed: (seq: number) => void;
  readonly #inView = new Set<number>();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #tabVisible = true;

  /** @param displayed called once for every entry that counts */
  constructor(displayed: (seq: number) => void) {
    this.#displayed = displayed;
  }

  /** An entry came into view. */
  enter(seq: number): void {
    this.#inView.add(seq);
    if (this.#tabVisible) this.#begin(seq);
  }

  /** An entry left the view, or the page. */
  leave(seq: number): void {
    this.#inView.delete(seq);
    this.#stop(seq);
  }

  /** The tab was shown or hidden: while it is hidden nothing is before anybody's eyes. */
  tab(isVisible: boolean): void {
    if (isVisible === this.#tabVisible) return;
    this.#tabVisible = isVisible;
    for (const seq of this.#inView) isVisible ? this.#begin(seq) : this.#stop(seq);
  }

  /** Forgets everything. */
  end(): void {
    for (const seq of this.#timers.keys()) this.#stop(seq);
    this.#inView.clear();
  }

  #begin(seq: number): void {
    if (this.#timers.has(seq)) return;
    this.#timers.set(
      seq,
      setTimeout(() => this.#displayed(seq), DISPLAYED_AFTER),
    );
  }

  #stop(seq: number): void {
    clearTimeout(this.#timers.get(seq));
    this.#timers.delete(seq);
  }
}
