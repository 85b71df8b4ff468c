/** Where a key moves the focus among the messages of a thread. */
export type ThreadStep = 'previous' | 'next' | 'first' | 'last';

const steps: Readonly<Record<string, ThreadStep>> = {
  k: 'previous',
  ArrowUp: 'previous',
  j: 'next',
  ArrowDown: 'next',
  Home: 'first',
  End: 'last',
};

/** The step that a key press asks for; null for chords and other keys. */
export function threadStep({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): ThreadStep | null {
  if (ctrlKey || metaKey || altKey) return null;
  return steps[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/**
 * The place among `count` messages that a step leads to.
 * @param current where the focus is; -1 when on none
 */
export function steppedTo(step: ThreadStep, current: number, count: number): number {
  if (step === 'first') return 0;
  if (step === 'last' || current < 0) return count - 1;
  return Math.min(count - 1, Math.max(0, current + (step === 'next' ? 1 : -1)));
}

/** True where a person is typing, so that no letter may be a shortcut. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
