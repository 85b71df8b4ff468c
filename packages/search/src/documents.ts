import type { Entry, Ticket } from '@sportello/core';
import type { ArticleAudience } from '@sportello/core/articles';
import { gateOf } from './filter.ts';

/** The indexes of an installation. */
export const indexNames = ['articles', 'tickets', 'messages'] as const;
/** See {@link indexNames}. */
export type IndexName = (typeof indexNames)[number];

/** What of a ticket goes into the index. */
export type TicketSource = Pick<
  Ticket,
  | 'id'
  | 'seq'
  | 'number'
  | 'company'
  | 'participants'
  | 'collaborators'
  | 'state'
  | 'title'
  | 'excerpt'
  | 'activityAt'
>;
/** What of an entry goes into the index. */
export type MessageSource = Pick<
  Entry,
  'ticket' | 'seq' | 'pub' | 'audience' | 'author' | 'body' | 'attachments' | 'at'
>;
/** What of an article goes into the index: one document a language. */
export interface ArticleSource {
  readonly _id: string;
  readonly slug: string;
  readonly locale: 'it' | 'en';
  readonly category: string;
  readonly audience: ArticleAudience | 'nobody';
  readonly companies?: readonly string[];
  readonly title: string;
  readonly summary: string;
  /** Markdown. */
  readonly body: string;
  readonly tags: readonly string[];
  readonly updatedAt: number;
}

/**
 * In every document a text stands twice: as it is shown, and (`…Text`) as it is searched, without its codes. Those
 * stand in `codes`, where a typing error is not forgiven: DOC321Q is another error than DOC320Q.
 */
interface Coded {
  readonly codes: readonly string[];
}

/** Who may find a ticket and what is written in it. */
export interface Reach {
  readonly company: string;
  readonly participants: readonly string[];
  readonly collaborators: readonly string[];
  /** See {@link gateOf}. */
  readonly gate: string;
}

/** A ticket in the index; `seq` tells how much of its log the index knows. */
export interface TicketDocument extends Coded, Reach {
  readonly id: string;
  readonly seq: number;
  readonly number: number;
  readonly at: number;
  readonly title: string;
  readonly titleText: string;
  readonly excerpt: string;
  readonly excerptText: string;
}

/** Something written in a ticket. Who may find it is copied from the ticket. */
export interface MessageDocument extends Coded, Reach {
  readonly id: string;
  readonly ticket: string;
  readonly number: number;
  readonly audience: string;
  readonly author: string | null;
  readonly seq: number;
  readonly pub: number | null;
  readonly at: number;
  readonly body: string;
  readonly bodyText: string;
  /** What its files are called, and what was said of them. */
  readonly files: string;
  readonly filesText: string;
}

/** An article in one language. */
export interface ArticleDocument extends Coded {
  readonly id: string;
  readonly slug: string;
  readonly locale: string;
  readonly category: string;
  readonly audience: string;
  /** Whose people may read it, where it is for chosen companies. */
  readonly companies: readonly string[];
  readonly at: number;
  readonly title: string;
  readonly titleText: string;
  readonly summary: string;
  readonly summaryText: string;
  readonly body: string;
  readonly bodyText: string;
  readonly tags: readonly string[];
}

/** The document of each index. */
export interface Documents {
  readonly articles: ArticleDocument;
  readonly tickets: TicketDocument;
  readonly messages: MessageDocument;
}

/** Longest text of one attribute, in UTF-16 code units; the engine would ignore the words beyond its own limit anyway. */
const TEXT_LIMIT = 100_000;
/** Most codes of one document. */
const CODES_LIMIT = 500;

/** A word of letters and digits: DOC320Q, F24, pa310. */
const CODE = /(?=[\p{L}\p{N}]*\p{N})(?=[\p{L}\p{N}]*\p{L})[\p{L}\p{N}]+/gu;
/** A number written in groups: telephone numbers. */
const GROUPED = /\+?\d{2,}(?:[ ./-]{1,2}\d{2,}){1,6}/gu;

/** Text without what the engine cannot store or the page could take for a mark. */
function storable(text: string): string {
  return text.slice(0, TEXT_LIMIT).replace(/\p{Surrogate}|\p{Co}|\0/gu, ' ');
}

/** Markdown as people read it: without its signs, links by their text. */
function readable(markdown: string): string {
  return storable(markdown)
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/gu, '$1')
    .replace(/^\s*(?:```\S*|~~~\S*|#{1,6}\s|>\s?|[-*+]\s|\|)/gmu, '')
    .replace(/[*`|]+|_{2,}/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function variantsOf(code: string): string[] {
  const parts = code.match(/\p{L}+|\p{N}+/gu) ?? [];
  // "PA 310" is found by its parts.
  return parts.length <= 3 ? [code, parts.join(' ')] : [code];
}

function codesOf(texts: readonly string[]): string[] {
  const codes = new Set<string>();
  for (const text of texts) {
    for (const [code] of text.matchAll(CODE))
      for (const variant of variantsOf(code.toLowerCase())) codes.add(variant);
    for (const [grouped] of text.matchAll(GROUPED)) {
      const digits = grouped.replace(/\D/gu, '');
      codes.add(digits);
      if (grouped.startsWith('+39')) codes.add(digits.slice(2));
    }
  }
  return [...codes].slice(0, CODES_LIMIT);
}

const searched = (text: string): string => text.replace(CODE, ' ');

/** Who may find a ticket, as its documents say it. */
export function reachOf({ company, participants, collaborators, state }: TicketSource): Reach {
  return { company, participants, collaborators, gate: gateOf(state) };
}

/** True when two reaches let different people find something. */
export function reachDiffers(one: Reach, other: Reach): boolean {
  const same = (some: readonly string[], others: readonly string[]): boolean =>
    some.length === others.length && some.every((id, index) => id === others[index]);
  return (
    one.company !== other.company ||
    one.gate !== other.gate ||
    !same(one.participants, other.participants) ||
    !same(one.collaborators, other.collaborators)
  );
}

/** The document of a ticket. */
export function ticketDocument(ticket: TicketSource): TicketDocument {
  const { id, seq, number, activityAt } = ticket;
  const title = storable(ticket.title);
  const excerpt = storable(ticket.excerpt);
  return {
    id,
    seq,
    number,
    ...reachOf(ticket),
    at: activityAt,
    title,
    titleText: searched(title),
    excerpt,
    excerptText: searched(excerpt),
    codes: codesOf([title, excerpt]),
  };
}

/** The id of the document of an entry. */
export function messageId({ ticket, seq }: Pick<Entry, 'ticket' | 'seq'>): string {
  return `${ticket}-${seq}`;
}

/** What files are called, with what was said of each. */
function filesOf(attachments: Entry['attachments']): string {
  return storable(
    attachments.map(({ name, description }) => (description ? `${name} – ${description}` : name)).join(', '),
  );
}

/** The document of an entry; null when nothing is written in it and it carries no file. */
export function messageDocument(entry: MessageSource, ticket: TicketSource): MessageDocument | null {
  const body = readable(entry.body ?? '');
  const files = filesOf(entry.attachments);
  if (!(entry.body || files)) return null;
  return {
    id: messageId(entry),
    ticket: entry.ticket,
    number: ticket.number,
    ...reachOf(ticket),
    audience: entry.audience,
    author: entry.author.id,
    seq: entry.seq,
    pub: entry.pub,
    at: entry.at,
    body,
    bodyText: searched(body),
    files,
    filesText: searched(files),
    codes: codesOf([body, files]),
  };
}

/** The document of an article in one language. */
export function articleDocument(article: ArticleSource): ArticleDocument {
  const { slug, locale, category, audience, companies = [], updatedAt } = article;
  const title = storable(article.title);
  const summary = readable(article.summary);
  const body = readable(article.body);
  const tags = article.tags.map(storable);
  return {
    id: article._id,
    slug,
    locale,
    category,
    audience,
    companies,
    at: updatedAt,
    title,
    titleText: searched(title),
    summary,
    summaryText: searched(summary),
    body,
    bodyText: searched(body),
    tags,
    codes: codesOf([title, summary, body, ...tags]),
  };
}
