import { type Entry, type Ticket, withAmendments } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import { preloadData } from '$app/navigation';
import type { Names } from '$lib/live/names.svelte';
import type { ReadableArticle } from '../article/article';
import { articleHref } from '../article/shelf';
import type { ReadAnswer } from './consulted';

/** A ticket that is read beside the form: what was written in it, and whether something in between is left out. */
export interface OpenTicketAnswer {
  readonly kind: 'ticket';
  readonly ticket: Ticket;
  readonly opened: Entry | undefined;
  readonly messages: readonly Entry[];
  readonly gap: boolean;
}

/** What the sheet beside the form shows. */
export type OpenAnswer = { readonly kind: 'article'; readonly article: ReadableArticle } | OpenTicketAnswer;

/** Most messages shown after the description: the last ones, where the answer is. */
const MOST = 12;

/** The messages among some entries, as later ones leave them; what is support's own is no answer to anybody. */
function messagesIn(entries: readonly Entry[]): Entry[] {
  return withAmendments(entries).filter(
    ({ audience, body, amends, amended }) =>
      audience === 'all' && amends === undefined && body !== null && body !== '' && !amended?.withdrawn,
  );
}

async function articleOf(slug: string): Promise<OpenAnswer | null> {
  const page = await preloadData(articleHref(slug));
  if (page.type !== 'loaded' || page.status !== 200) return null;
  const { article }: { article?: ReadableArticle } = page.data;
  return article ? { kind: 'article', article } : null;
}

async function ticketOf(client: SportelloClient, names: Names, number: number): Promise<OpenAnswer | null> {
  const synced = await client.query('sync', { ticket: number, follow: false });
  if (!synced.ok) return null;
  const { ticket, entries, directory } = synced.data;
  names.learn(directory);
  const first = entries[0]?.seq ?? 1;
  const begun = first > 1 ? await client.query('history', { ticket: ticket.id, after: 0, limit: 1 }) : null;
  if (begun?.ok) names.learn(begun.data.directory);
  const [opened] = begun?.ok ? begun.data.entries : entries;
  const rest = messagesIn(entries).filter(({ seq }) => seq > 1);
  return {
    kind: 'ticket',
    ticket,
    opened: opened && messagesIn([opened, ...entries.slice(1)]).find(({ seq }) => seq === 1),
    messages: rest.slice(-MOST),
    gap: first > 2 || rest.length > MOST,
  };
}

/** Fetches an answer to be read beside the form; null when it is not to be had now. */
export function openAnswer(
  client: SportelloClient,
  names: Names,
  answer: ReadAnswer,
): Promise<OpenAnswer | null> {
  return answer.kind === 'article' ? articleOf(answer.slug) : ticketOf(client, names, answer.number);
}

/** Where an answer can be read on a page of its own. */
export function answerHref(answer: ReadAnswer): string {
  return answer.kind === 'article' ? articleHref(answer.slug) : `/tickets/${answer.number}`;
}
