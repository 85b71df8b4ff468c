import type {
  ArticleHit,
  Highlighted,
  MessageHit,
  SearchAnswer,
  searchSections,
  TicketHit,
} from '@sportello/core';

/** A section of what was found. */
export type SearchSection = (typeof searchSections)[number];

/** A line of the results that can be chosen: a real link. */
export interface SearchOption {
  /** Unique within one answer. */
  readonly id: string;
  readonly href: string;
}

/** Something found, with where it leads. */
export type FoundArticle = SearchOption & { readonly hit: ArticleHit };
/** See {@link FoundArticle}. */
export type FoundTicket = SearchOption & { readonly hit: TicketHit };
/** See {@link FoundArticle}. */
export type FoundMessage = SearchOption & { readonly hit: MessageHit };

/** What was found, section by section. */
export interface FoundSections {
  readonly articles: readonly FoundArticle[];
  readonly tickets: readonly FoundTicket[];
  readonly messages: readonly FoundMessage[];
}

/** The page of all results. */
export function searchHref(q: string, section?: SearchSection): string {
  const query = new URLSearchParams({ q, ...(section && { in: section }) });
  return `/search?${query}`;
}

/** The number somebody typed to open a ticket: `1042`, `#1042`; null for anything else. */
export function ticketNumberIn(q: string): number | null {
  const [, digits] = /^#?\s*(\d{1,9})$/u.exec(q.trim()) ?? [];
  const number = Number(digits ?? 0);
  return number > 0 ? number : null;
}

/** The ticket whose number was typed, where the reader may open it; null otherwise. */
export function ticketMeant(answer: Pick<SearchAnswer, 'tickets'>, q: string): number | null {
  const number = ticketNumberIn(q);
  return answer.tickets.some((hit) => hit.number === number) ? number : null;
}

/** Gives everything found an address. */
export function foundIn(answer: Pick<SearchAnswer, 'articles' | 'tickets' | 'messages'>): FoundSections {
  return {
    articles: answer.articles.map((hit) => ({ id: `a-${hit.slug}`, href: `/faq/${hit.slug}`, hit })),
    tickets: answer.tickets.map((hit) => ({ id: `t-${hit.number}`, href: `/tickets/${hit.number}`, hit })),
    messages: answer.messages.map((hit) => ({
      id: `m-${hit.number}-${hit.seq}`,
      href: `/tickets/${hit.number}?at=${hit.seq}`,
      hit,
    })),
  };
}

/** How much was found. */
export function countOf({
  articles,
  tickets,
  messages,
}: Pick<SearchAnswer, 'articles' | 'tickets' | 'messages'>): number {
  return articles.length + tickets.length + messages.length;
}

/** A highlighted text without its highlights. */
export function plainWords(pieces: Highlighted): string {
  return pieces.map(({ text }) => text).join('');
}
