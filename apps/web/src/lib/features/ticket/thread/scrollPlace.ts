/** Pixels from the end within which a reader counts as being there. */
const AT_END = 48;

/**
 * Keeps a reader's place in a thread whose scroll origin is its end (`column-reverse`): at the end it stays at the end,
 * anywhere else what stands before the reader's eyes does not move, whatever is added or removed above and below.
 */
export class ScrollPlace {
  readonly #box: HTMLElement;
  #anchor: { readonly element: Element; readonly top: number } | null = null;

  /** @param box the scrolling element; its lines carry `data-line` */
  constructor(box: HTMLElement) {
    this.#box = box;
  }

  /** True when the end of what is shown is in view. */
  get isAtEnd(): boolean {
    return this.#box.scrollTop > -AT_END;
  }

  /**
   * Remembers what the reader looks at; call it before the lines change.
   * @param follows the reader is at the end of the whole thread: what is added there is looked at
   */
  remember(follows: boolean): void {
    this.#anchor = follows ? null : this.#firstInView();
  }

  /** Puts what was remembered back where it was; call it after the lines have changed. */
  restore(): void {
    if (!this.#anchor?.element.isConnected) return;
    const moved = this.#anchor.element.getBoundingClientRect().top - this.#anchor.top;
    if (moved !== 0) this.#box.scrollTop += moved;
    this.#anchor = null;
  }

  /** Goes to the end. */
  toEnd(): void {
    this.#box.scrollTop = 0;
  }

  /** Goes to the beginning. */
  toStart(): void {
    this.#box.scrollTop = -this.#box.scrollHeight;
  }

  /** Brings a line to the middle of the view, or as near to it as the ends allow. */
  toMiddle(line: Element): void {
    const box = this.#box.getBoundingClientRect();
    const at = line.getBoundingClientRect();
    this.#box.scrollTop += at.top + Math.min(at.height, box.height) / 2 - (box.top + box.height / 2);
  }

  #firstInView(): { element: Element; top: number } | null {
    const { top } = this.#box.getBoundingClientRect();
    for (const element of this.#box.querySelectorAll('[data-line]')) {
      const at = element.getBoundingClientRect();
      if (at.bottom > top) return { element, top: at.top };
    }
    return null;
  }
}
