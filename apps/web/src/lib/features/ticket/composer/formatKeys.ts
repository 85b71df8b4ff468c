import type { Format } from '$lib/text/formatting';

/** A key press as far as shortcuts care. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const shortcuts: Readonly<Record<string, Format>> = { b: 'bold', e: 'code', k: 'link' };

/** The format that a key press in the composer asks for: Ctrl or Cmd with B, E, K, or Shift and 8. */
export function formatOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): Format | null {
  if (altKey || !(ctrlKey || metaKey)) return null;
  if (shiftKey) return key === '8' || key === '(' || key === '*' ? 'list' : null;
  return shortcuts[key.toLowerCase()] ?? null;
}
