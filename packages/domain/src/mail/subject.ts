import type { Ticket } from '@sportello/core';

/** The subject of every mail about a ticket: always the same, so that mail programs keep them together. */
export function mailSubject({ number, title }: Pick<Ticket, 'number' | 'title'>): string {
  return `[#${number}] ${title}`;
}
