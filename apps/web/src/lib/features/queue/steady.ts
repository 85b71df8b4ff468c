import type { LiveList } from '../../live/liveList.svelte.ts';

/** Milliseconds without a movement after which a pointer that lies on the list no longer holds it. */
const IDLE = 20_000;

/**
 * Holds a list still while somebody is about to press something in it: the pointer is on it and moves, the keyboard is in
 * it, or its top is scrolled out of sight. The list's first child tells whether the top is in sight.
 */
export function steady(list: () => LiveList): (node: HTMLElement) => () => void {
  return (node) => {
    let isPointed = false;
    let isFocused = false;
    let isScrolled = false;
    let idle: ReturnType<typeof setTimeout> | undefined;

    const settle = (): void => {
      if (isPointed || isFocused || isScrolled) list().hold();
      else list().release();
    };
    const point = (on: boolean) => (): void => {
      clearTimeout(idle);
      isPointed = on;
      if (on) idle = setTimeout(point(false), IDLE);
      settle();
    };
    const focus = (event: FocusEvent): void => {
      const target = event.type === 'focusin' ? event.target : event.relatedTarget;
      isFocused = target instanceof Element && node.contains(target) && target.matches(':focus-visible');
      settle();
    };
    const watch = new IntersectionObserver(([entry]) => {
      isScrolled = entry !== undefined && !entry.isIntersecting;
      settle();
    });

    const listeners = {
      pointerenter: point(true),
      pointermove: point(true),
      pointerleave: point(false),
      focusin: focus,
      focusout: focus,
    };
    for (const [name, listener] of Object.entries(listeners))
      node.addEventListener(name, listener as EventListener);
    if (node.firstElementChild) watch.observe(node.firstElementChild);
    return () => {
      clearTimeout(idle);
      watch.disconnect();
      for (const [name, listener] of Object.entries(listeners))
        node.removeEventListener(name, listener as EventListener);
      list().release();
    };
  };
}
