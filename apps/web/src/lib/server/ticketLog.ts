import { type Directory, type Entry, type Result, stateIsDone, type Ticket } from '@sportello/core';
import { ask, type Context, type Installation } from '@sportello/domain';
import type { EventBook } from '$lib/features/ticket/words/eventSentence';
import { rarePhrases } from '$lib/features/ticket/words/rareEvents';
import { topicsOf } from '$lib/features/ticket/words/topics';
import * as m from '$lib/paraglide/messages';

/** Entries that are read at a time. */
const PAGE = 100;

/** A ticket to be written down: as its reader sees it, with everything said in it, oldest first. */
export interface WrittenTicket {
  readonly ticket: Ticket;
  readonly company: string;
  /** It or its company is under hold. */
  readonly held: boolean;
  /** What sentences about entries refer to; it knows the names of all entries read so far. */
  readonly book: EventBook;
  /** The log in pages. Rights are asked anew for each: it ends where they end. */
  readonly pages: () => AsyncGenerator<readonly Entry[]>;
}

/** Reads a ticket to be printed or kept; one that may not be seen answers like one that does not exist. */
export async function ticketLog(
  installation: Installation,
  context: Context,
  number: number,
): Promise<Result<WrittenTicket>> {
  const answer = await ask(installation, context, 'sync', { ticket: number, follow: false });
  if (!answer.ok) return answer;
  const { ticket, directory } = answer.data;
  const [settings, { preset }] = await Promise.all([installation.settings(), installation.workflow()]);
  const people = new Map<string, string>();
  const companies = new Map<string, string>();
  const learn = (news: Directory): void => {
    for (const { id, name } of news.people) people.set(id, name);
    for (const { id, name } of news.companies) companies.set(id, name);
  };
  learn(directory);
  async function* pages(): AsyncGenerator<readonly Entry[]> {
    for (let after = 0; after < ticket.seq; ) {
      const page = await ask(installation, context, 'history', { ticket: ticket.id, after, limit: PAGE });
      if (!page.ok) return;
      learn(page.data.directory);
      const entries = page.data.entries.filter(({ seq }) => seq <= ticket.seq);
      const last = entries.at(-1);
      if (!last) return;
      yield entries;
      after = last.seq;
    }
  }
  const someone = m.thread_someone();
  return {
    ok: true,
    data: {
      ticket,
      company: companies.get(ticket.company) ?? someone,
      held:
        !stateIsDone(ticket.state) &&
        (ticket.hold !== null || directory.companies.some(({ id, held }) => id === ticket.company && held)),
      book: {
        person: (id) => people.get(id) ?? someone,
        company: (id) => companies.get(id) ?? someone,
        topics: topicsOf(settings, context.locale),
        side: context.principal.side,
        names: preset.names,
        now: installation.now(),
        rare: () => rarePhrases,
      },
      pages,
    },
  };
}
