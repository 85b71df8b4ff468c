import { can, type Entry, projectEntry, type Ticket } from '@sportello/core';
import type { ArticleText } from '@sportello/core/articles';
import {
  asAmended,
  type EntryRecord,
  findTicket,
  fullName,
  type PersonRecord,
  trusted,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;:!?]+/gu;
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s)]+/giu;
/** Telephone numbers, dates and amounts: digits in groups. */
const GROUPED = /\+?\d+(?:[ ./-]{1,2}\d+)+/gu;
/** Numbers of documents, tax codes, bank accounts, serial numbers: longer than the code of a screen or an error. */
const LONG = /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}]*\p{N})[\p{L}\p{N}]{11,}|(?<![\p{L}\p{N}])\d{6,}/gu;
/** Parts of a name shorter than this are articles and initials: taking them away would tear the text apart. */
const NAME_LETTERS = 3;
/** Most messages of a thread that are read for it. */
const MOST = 200;

/** A thread made into a text that says nothing of whom it happened to. */
export interface ThreadDraft {
  readonly text: ArticleText;
  /** How many things were taken away; each has left a word in square brackets, so that it can be checked. */
  readonly removed: number;
}

/** What stands in the place of what was taken away. */
export interface Stand {
  readonly name: string;
  readonly number: string;
  readonly mail: string;
  readonly address: string;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/** Takes from texts what could tell of a person or a company, and counts it. */
function anonymiser(names: readonly string[], stand: Stand) {
  const words = [...new Set(names.flatMap((name) => [name, ...name.split(/\s+/u)]))]
    .filter((word) => word.length >= NAME_LETTERS && /^\p{Lu}/u.test(word))
    .sort((one, other) => other.length - one.length);
  const one = `(?:${words.map(escaped).join('|')})`;
  const named =
    words.length === 0
      ? null
      : new RegExp(`(?<![\\p{L}\\p{N}])${one}(?:\\s+${one})*(?![\\p{L}\\p{N}])`, 'gu');
  let removed = 0;
  const put = (word: string) => () => {
    removed += 1;
    return word;
  };
  return {
    of: (text: string): string => {
      const bare = text
        .replace(EMAIL, put(stand.mail))
        .replace(ADDRESS, put(stand.address))
        .replace(GROUPED, put(stand.number))
        .replace(LONG, put(stand.number));
      return named ? bare.replace(named, put(stand.name)) : bare;
    },
    get removed() {
      return removed;
    },
  };
}

/** Everybody and everything that a thread may call by name. */
async function namesIn(
  { database }: Installation,
  ticket: Ticket,
  entries: readonly Entry[],
): Promise<string[]> {
  const authors = entries.flatMap(({ author }) => (author ? [author.id] : []));
  const ids = [
    ...new Set([...authors, ...ticket.participants, ...(ticket.operator ? [ticket.operator] : [])]),
  ];
  const [people, company] = await Promise.all([
    database.people
      .find({ $or: [{ _id: trusted({ $in: ids }) }, { 'memberships.company': ticket.company }] })
      .lean<PersonRecord[]>(),
    database.companies.findById(ticket.company, { name: 1 }).lean(),
  ]);
  return [...people.map(fullName), ...(company ? [company.name] : [])];
}

/**
 * The public words of a ticket as the draft of an article: what the customer asked, and what support answered, without names,
 * numbers and addresses. Notes are not in it.
 * @param headings what stands above the question and above the answers
 * @returns null where there is no such ticket, or for who may not write articles
 */
export async function threadDraft(
  installation: Installation,
  ctx: Context,
  number: number,
  headings: { readonly question: string; readonly answer: string },
  stand: Stand,
): Promise<ThreadDraft | null> {
  const { database } = installation;
  if (!can(ctx.principal, 'article.write')) return null;
  const ticket = await findTicket(database, number);
  if (!ticket || !can(ctx.principal, 'ticket.read', ticket)) return null;
  const records = await database.entries
    .find({ ticket: ticket.id, audience: 'all', body: trusted({ $exists: true }) })
    .sort({ seq: 1 })
    .limit(MOST)
    .lean<EntryRecord[]>();
  // As a customer would read them: nothing else goes into an article.
  const entries = (await asAmended(database, records)).flatMap(
    (entry) => projectEntry(entry, 'customer') ?? [],
  );
  const said = entries.filter(({ body }) => Boolean(body));
  const clean = anonymiser(await namesIn(installation, ticket, said), stand);
  const [question, ...rest] = said;
  const answers = rest.filter(({ author }) => author?.side === 'staff');
  const body = [
    `## ${headings.question}`,
    clean.of(question?.body ?? ''),
    `## ${headings.answer}`,
    ...answers.map(({ body: text }) => clean.of(text ?? '')),
  ].join('\n\n');
  return { text: { title: clean.of(ticket.title), summary: '', body }, removed: clean.removed };
}
