import { needsAnswer, priorities, stateIsDone, type Ticket } from '@sportello/core';
import { shortDuration } from '../../text/time.ts';
import { waitsSince } from './nextTicket.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** A wait in days and hours, as the old portals told it: `3 gg 4 h`, `5 h`, `12 min`. Milliseconds. */
export function waitWords(milliseconds: number, locale: string): string {
  const size = Math.max(0, milliseconds);
  const hours = size % day;
  if (size < day || hours < hour) return shortDuration(size, locale);
  return `${shortDuration(size, locale)} ${shortDuration(hours, locale)}`;
}

/** From when a ticket waits in a list, epoch milliseconds: since it was opened, or since it was closed. */
export function countsFrom(ticket: Ticket): number {
  return stateIsDone(ticket.state) ? (ticket.closedAt ?? ticket.stateAt) : ticket.openedAt;
}

/** The moment that matters to who works: since when the customer waits, else when anything last happened. */
export function pressesSince(ticket: Ticket): number {
  return needsAnswer(ticket) ? waitsSince(ticket) : ticket.activityAt;
}

/** How a promised time stands: it has passed, or its last quarter has begun; null where there is time, or none runs. */
export function dueStance({ due }: Pick<Ticket, 'due'>, now: number): 'near' | 'late' | null {
  if (!due || due.at === null) return null;
  if (now > due.at) return 'late';
  return due.warnAt === null || now >= due.warnAt ? 'near' : null;
}

/** True for a priority that the eye should meet: above normal. */
export function isPressing({ priority }: Pick<Ticket, 'priority'>): boolean {
  return priorities.indexOf(priority) > priorities.indexOf('normal');
}

/** A company's name where room is short: without its legal form (`Rossi Impianti S.r.l.` → `Rossi Impianti`). */
export function briefCompany(name: string): string {
  return name.replace(/,?\s+S\.?\s?(?:r\.?l|p\.?A|n\.?c|a\.?s)(?:\.?s)?\.?$/iu, '') || name;
}
