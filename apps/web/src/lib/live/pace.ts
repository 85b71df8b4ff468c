/** Milliseconds between two showings: what comes faster is not followed by any eye, but would take the page's whole time. */
export const SHOW_EVERY = 100;

/**
 * Shows what comes in bursts a few times a second: the first at once, what follows closely together with what follows it.
 * Between two showings the page is free for who types in it.
 */
export class Pace {
  readonly #show: () => void;
  #shownAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param show puts on the page what has come so far */
  constructor(show: () => void) {
    this.#show = show;
  }

  /** Something came: it is shown at once, or with what else comes until it is due. */
  ask(): void {
    const wait = this.#shownAt + SHOW_EVERY - performance.now();
    if (wait <= 0) this.now();
    else this.#timer ??= setTimeout(() => this.now(), wait);
  }

  /** Shows at once what has come. */
  now(): void {
    this.stop();
    this.#shownAt = performance.now();
    this.#show();
  }

  /** Shows nothing more by itself. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
