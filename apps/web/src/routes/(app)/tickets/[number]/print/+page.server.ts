import { errorStatus } from '@sportello/core';
import { error } from '@sveltejs/kit';
import { type WrittenEntry, writtenEntry, writtenFacts } from '$lib/features/ticket/print/writtenDown';
import { signedIn } from '$lib/server/session';
import { ticketLog } from '$lib/server/ticketLog';
import { wholeNumber } from '../ticketWindow.server';
import type { PageServerLoad } from './$types';

/** Most entries of one page for the printer: longer threads are taken as a file. */
const MOST = 1_000;

/** A ticket as it is printed: everything that the reader may see of it, as it is now. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  const number = wholeNumber(event.params.number);
  if (number === null) error(404);
  const answer = await ticketLog(installation, context, number);
  if (!answer.ok) error(errorStatus[answer.code]);
  const { ticket, company, held, book, pages } = answer.data;
  const entries: WrittenEntry[] = [];
  for await (const page of pages()) {
    entries.push(...page.flatMap((entry) => writtenEntry(entry, book) ?? []));
    if (entries.length >= MOST) break;
  }
  return {
    number,
    title: ticket.title,
    facts: writtenFacts(ticket, company, book, held),
    entries: entries.slice(0, MOST),
    isCut: entries.length >= MOST && ticket.seq > MOST,
    printedAt: installation.now(),
  };
};
