import * as m from '../../../paraglide/messages.js';

const words = [m.rating_1, m.rating_2, m.rating_3, m.rating_4, m.rating_5] as const;

/** What one may say of how a ticket went, the best first. */
export const ratingValues = [5, 4, 3, 2, 1] as const;

/** How content somebody is, in a word: from one to five. */
export function ratingWord(value: number): string {
  return words[value - 1]?.() ?? String(value);
}
