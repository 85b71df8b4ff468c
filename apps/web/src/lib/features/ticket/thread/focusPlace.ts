/**
 * Keeps the keyboard's place in a thread: a message that waited to be sent and is delivered is another element than before,
 * known by the same `data-key`.
 */
export class FocusPlace {
  readonly #box: HTMLElement;
  #key: string | null = null;

  /** @param box the element whose lines carry `data-key` */
  constructor(box: HTMLElement) {
    this.#box = box;
  }

  /** Remembers which message has the focus; call it before the lines change. */
  remember(): void {
    const focused = document.activeElement;
    if (focused === document.body) return;
    this.#key =
      focused instanceof HTMLElement && this.#box.contains(focused) ? (focused.dataset.key ?? null) : null;
  }

  /** Gives the focus back to that message when it was lost; call it after the lines have changed. */
  restore(): void {
    if (this.#key === null || document.activeElement !== document.body) return;
    const line = this.#box.querySelector<HTMLElement>(`[data-key="${CSS.escape(this.#key)}"]`);
    line?.focus({ preventScroll: true });
  }
}
