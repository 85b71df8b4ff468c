import { DisplayTracker } from './displayTracker';

/** Share of an entry, or of the window, that must be in view. */
const ENOUGH = 0.5;

/** Watches which entries of a thread are in view of a visible tab, and tells which were really displayed. */
export class Viewing {
  readonly #tracker: DisplayTracker;
  readonly #observer: IntersectionObserver;
  readonly #seqOf = new WeakMap<Element, number>();

  /** Browser only. Give it back with {@link end}. */
  constructor(displayed: (seq: number) => void) {
    this.#tracker = new DisplayTracker(displayed);
    this.#tracker.tab(document.visibilityState === 'visible');
    this.#observer = new IntersectionObserver(
      (seen) => {
        for (const one of seen) this.#looked(one);
      },
      {
        threshold: [0, 0.25, ENOUGH, 0.75, 1],
      },
    );
    document.addEventListener('visibilitychange', this.#tabChanged);
  }

  /** Watches the element of an entry; answers what stops it. */
  watch(element: Element, seq: number): () => void {
    this.#seqOf.set(element, seq);
    this.#observer.observe(element);
    return () => {
      this.#observer.unobserve(element);
      this.#tracker.leave(seq);
    };
  }

  /** Stops watching. */
  end(): void {
    document.removeEventListener('visibilitychange', this.#tabChanged);
    this.#observer.disconnect();
    this.#tracker.end();
  }

  #tabChanged = (): void => this.#tracker.tab(document.visibilityState === 'visible');

  #looked({
    target,
    isIntersecting,
    intersectionRatio,
    intersectionRect,
    rootBounds,
  }: IntersectionObserverEntry): void {
    const seq = this.#seqOf.get(target);
    if (seq === undefined) return;
    // A message taller than the window is displayed when it fills half of it.
    const fills = rootBounds !== null && intersectionRect.height >= rootBounds.height * ENOUGH;
    if (isIntersecting && (intersectionRatio >= ENOUGH || fills)) this.#tracker.enter(seq);
    else this.#tracker.leave(seq);
  }
}
