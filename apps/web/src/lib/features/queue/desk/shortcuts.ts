import { type ViewName, viewNames } from '@sportello/core';

/** What a key does on the desk. */
export type DeskAct =
  | 'down'
  | 'up'
  | 'take'
  | 'next'
  | 'left'
  | 'right'
  | 'moveLeft'
  | 'moveRight'
  | 'close'
  | 'help';

/** Keys of the acts; letters count in either case. */
export const actKeys: Readonly<Record<DeskAct, string>> = {
  down: 'j',
  up: 'k',
  take: 'p',
  next: 'n',
  left: '[',
  right: ']',
  moveLeft: '{',
  moveRight: '}',
  close: 'x',
  help: '?',
};

/** Keys of the views. */
export const viewKeys: Readonly<Partial<Record<ViewName, string>>> = {
  unassigned: 'u',
  mine: 'm',
  team: 't',
  open: 'o',
  overdue: 'f',
  waiting: 'w',
  closed: 'c',
};

/** What a key asks for: an act, or another view. */
export type Wish = { readonly act: DeskAct } | { readonly view: ViewName };

/** What of a key press decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const acts = Object.keys(actKeys).filter((act): act is DeskAct => Object.hasOwn(actKeys, act));

/**
 * What a key press on the desk asks for; null for keys that mean nothing and for those pressed together with others, which
 * belong to the browser.
 */
export function wishOf({ key, ctrlKey, metaKey, altKey }: KeyPress): Wish | null {
  // [ and ] need AltGr on an Italian keyboard, which Windows reports as Ctrl and Alt.
  const isBracket = ['[', ']', '{', '}'].includes(key);
  if (!isBracket && (ctrlKey || metaKey || altKey)) return null;
  const pressed = key.toLowerCase();
  const act = acts.find((one) => actKeys[one] === pressed);
  if (act) return { act };
  const view = viewNames.find((one) => viewKeys[one] === pressed);
  return view ? { view } : null;
}

const KEY = 'desk-shortcuts';

/** Does this device use single keys? A person may turn them off: speech input presses keys by accident. */
export function shortcutsAreOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

/** Remembers on this device whether single keys are used. */
export function useShortcuts(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // Not remembered, then: it holds until the page is left.
  }
}
