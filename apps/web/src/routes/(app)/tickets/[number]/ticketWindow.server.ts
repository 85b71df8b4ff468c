import { type Directory, type SyncAnswer, WINDOW_LIMIT } from '@sportello/core';
import { ask, type Context, type Installation } from '@sportello/domain';

/** Entries shown before the one that a link leads to, so that it is read in its context. */
const BEFORE_POINTED = 40;

/** What of a ticket an address asks for beside the ticket itself. */
export interface WantedWindow {
  /** First entry of the window: the links to earlier and later messages. */
  readonly from: number | null;
  /** An entry that must be in it: a search hit, a notification. */
  readonly at: number | null;
}

function merged(one: Directory, other: Directory): Directory {
  return { people: [...one.people, ...other.people], companies: [...one.companies, ...other.companies] };
}

/** A whole number of an address; null for anything else. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/** The ticket of a page with the window its address asks for; without a wish the one it opens with. */
export async function ticketWindow(
  installation: Installation,
  context: Context,
  number: number,
  { from, at }: WantedWindow,
) {
  const answer = await ask(installation, context, 'sync', { ticket: number, follow: false });
  if (!answer.ok) return answer;
  const isThere = at === null || answer.data.entries.some(({ seq }) => seq === at);
  const after = from !== null ? from - 1 : isThere || at === null ? null : Math.max(0, at - BEFORE_POINTED);
  if (after === null || after >= answer.data.ticket.seq) return answer;
  const page = await ask(installation, context, 'history', {
    ticket: answer.data.ticket.id,
    after,
    limit: WINDOW_LIMIT,
  });
  if (!page.ok) return page;
  const entries = page.data.entries.filter(({ seq }) => seq <= answer.data.ticket.seq);
  const data: SyncAnswer = {
    ...answer.data,
    entries,
    directory: merged(answer.data.directory, page.data.directory),
  };
  return { ok: true as const, data };
}
