import { demoPerson } from './cast.ts';
import type { DemoStep, DemoTicket, PersonId } from './types.ts';

/** Entries of a ticket's thread: the opening and the steps. */
export function demoEntryCount(ticket: DemoTicket): number {
  return ticket.steps.length + 1;
}

/** Minutes before the moment of loading at which each entry of a ticket happened, the opening first. */
export function demoMinutesAgo(ticket: DemoTicket): number[] {
  const moments = [ticket.openedAgoMinutes];
  let ago = ticket.openedAgoMinutes;
  for (const step of ticket.steps) {
    ago -= step.afterMinutes;
    moments.push(ago);
  }
  return moments;
}

/** The text of a step that other people read, or null for one that only changes something. */
export function demoText(step: DemoStep): string | null {
  if ('message' in step && step.message !== undefined) return step.message;
  if ('note' in step) return step.note;
  if ('reason' in step && step.reason !== undefined) return step.reason;
  return null;
}

/** Who is not named in a ticket's `reads` has displayed what is older than this, in minutes: only news stays marked. */
const CAUGHT_UP_MINUTES = 3 * 1440;

/**
 * How many entries of a ticket a person has displayed, from the first: at least those up to the last one that
 * person made. Counts the whole log, internal notes included; says nothing about who may see the ticket.
 */
export function demoReadUpTo(ticket: DemoTicket, person: PersonId): number {
  const said =
    ticket.reads[person] ?? demoMinutesAgo(ticket).filter((ago) => ago >= CAUGHT_UP_MINUTES).length;
  if (said === 'all') return demoEntryCount(ticket);
  const own = ticket.steps.findLastIndex((step) => step.by === person);
  const opened = ticket.requester === person ? 1 : 0;
  return Math.max(said, own === -1 ? opened : own + 2);
}

/** True when a person is of the provider. */
export function demoIsStaff(person: PersonId): boolean {
  return demoPerson(person).staff !== null;
}
