import { CONSULTED_LIMIT } from '@sportello/core';
import type { OpeningValues } from './openingForm.ts';

/** What was read beside the form, as the form carries it: names with spaces between them, since it travels as texts. */
export type ConsultedTexts = Pick<OpeningValues, 'articles' | 'tickets'>;

/** One thing that was read. */
export type ReadAnswer =
  | { readonly kind: 'article'; readonly slug: string }
  | { readonly kind: 'ticket'; readonly number: number };

const words = (text: string): string[] => text.split(' ').filter(Boolean);
/** The last ones are what was asked about in the end. */
const latest = (text: string): string[] => [...new Set(words(text))].slice(-CONSULTED_LIMIT);

/** What was read, as commands take it; null when nothing was. */
export function consultedOf({ articles, tickets }: ConsultedTexts) {
  const read = { articles: latest(articles), tickets: latest(tickets).map(Number) };
  return read.articles.length + read.tickets.length === 0 ? null : read;
}

/** The same with one thing more. */
export function withRead(texts: ConsultedTexts, answer: ReadAnswer): ConsultedTexts {
  const added = (text: string, name: string) =>
    [...words(text).filter((one) => one !== name), name].slice(-CONSULTED_LIMIT).join(' ');
  return answer.kind === 'article'
    ? { articles: added(texts.articles, answer.slug), tickets: texts.tickets }
    : { articles: texts.articles, tickets: added(texts.tickets, String(answer.number)) };
}

/** True for something that was read already. */
export function isRead(texts: ConsultedTexts, answer: ReadAnswer): boolean {
  return answer.kind === 'article'
    ? words(texts.articles).includes(answer.slug)
    : words(texts.tickets).includes(String(answer.number));
}
