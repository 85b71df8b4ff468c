import { withAmendments } from './amending.ts';
import type { Ticket } from './entities.ts';
import type { Entry } from './entries.ts';
import { fold } from './fold.ts';
import type { Reader, SyncAnswer } from './protocol.ts';

/**
 * What a client holds of one ticket: the ticket itself, a contiguous window of its entries and the read positions.
 * Immutable: every function here answers a new value, so that it can stand in any kind of page state.
 */
export interface ThreadLog {
  readonly ticket: Ticket;
  /** Contiguous and ascending; reaches the head unless the reader began at an old unread entry. */
  readonly entries: readonly Entry[];
  readonly readers: readonly Reader[];
  /** Entries by others after the own read position, as the server counts them. */
  readonly unread: number;
}

/** A log after some entries; `gap` says that something before them is missing and a sync is due. */
export interface Applied {
  readonly log: ThreadLog;
  readonly gap: boolean;
}

const lastOf = (entries: readonly Entry[]): number => entries[entries.length - 1]?.seq ?? 0;

/** True when the window reaches the newest entry. */
export function isAtHead(log: ThreadLog): boolean {
  return lastOf(log.entries) === log.ticket.seq;
}

/**
 * Applies entries that arrived, in whatever order and however often: numbers already seen are skipped, a missing one is
 * reported as a gap and everything after it is left for the sync that follows.
 */
export function applyEntries(log: ThreadLog, arrived: readonly Entry[]): Applied {
  let { ticket } = log;
  const added: Entry[] = [];
  const wasAtHead = isAtHead(log);
  for (const entry of [...arrived].sort((one, other) => one.seq - other.seq)) {
    if (entry.ticket !== ticket.id || entry.seq <= ticket.seq) continue;
    if (entry.seq > ticket.seq + 1) return { log: grown(log, ticket, added, wasAtHead), gap: true };
    ticket = fold(ticket, entry);
    added.push(entry);
  }
  return { log: grown(log, ticket, added, wasAtHead), gap: false };
}

/** A window that is elsewhere does not get what was added at the head, but what that says about it. */
function grown(log: ThreadLog, ticket: Ticket, added: readonly Entry[], wasAtHead: boolean): ThreadLog {
  if (ticket === log.ticket) return log;
  const entries = wasAtHead && added.length > 0 ? [...log.entries, ...added] : log.entries;
  const retells = added.some(({ amends }) => amends !== undefined);
  return { ...log, ticket, entries: retells ? withAmendments(entries, added) : entries };
}

/**
 * Applies the answer of a sync: a fresh window replaces everything, a continuation is applied like live entries.
 * @param log what was held before; null when nothing
 */
export function applySync(log: ThreadLog | null, answer: SyncAnswer): ThreadLog {
  const fresh: ThreadLog = {
    ticket: answer.ticket,
    entries: answer.entries,
    readers: answer.readers,
    unread: answer.unread,
  };
  if (log === null || answer.startOver || log.ticket.id !== answer.ticket.id) return fresh;
  const { log: next, gap } = applyEntries(log, answer.entries);
  if (!answer.more && (gap || next.ticket.seq < answer.ticket.seq)) return fresh;
  // Entries are read as they were left by what retells them: only the server's ticket counts such words and files once.
  const ticket = next.ticket.seq === answer.ticket.seq ? answer.ticket : next.ticket;
  return { ...next, ticket, readers: answer.readers, unread: answer.unread };
}

/** Entries that the ticket of a log already counts: newer ones come as pushes, in their order. */
const counted = (log: ThreadLog, page: readonly Entry[]): Entry[] =>
  page.filter((entry) => entry.seq <= log.ticket.seq);

/** Puts older or newer entries of the same log at the ends of the window; what does not touch it is ignored. */
export function extendWindow(log: ThreadLog, page: readonly Entry[]): ThreadLog {
  const first = log.entries[0]?.seq ?? log.ticket.seq + 1;
  const last = lastOf(log.entries) || first - 1;
  const earlier = page.filter((entry) => entry.seq < first);
  const later = counted(log, page).filter((entry) => entry.seq > last);
  const touchesBefore = earlier.length > 0 && lastOf(earlier) === first - 1;
  const touchesAfter = later[0]?.seq === last + 1;
  if (!touchesBefore && !touchesAfter) return log;
  const entries = [...(touchesBefore ? earlier : []), ...log.entries, ...(touchesAfter ? later : [])];
  // A page may have been read before something was retold that has arrived since.
  return { ...log, entries: withAmendments(entries) };
}

/** Replaces the window by another contiguous one of the same log. */
export function replaceWindow(log: ThreadLog, page: readonly Entry[]): ThreadLog {
  const entries = counted(log, page);
  return entries.length > 0 ? { ...log, entries: withAmendments(entries, log.entries) } : log;
}

/** Takes over newer read positions; a position never goes back. */
export function applyReaders(log: ThreadLog, arrived: readonly Reader[], unread: number | null): ThreadLog {
  const byPerson = new Map(log.readers.map((reader) => [reader.person, reader]));
  for (const reader of arrived) {
    const known = byPerson.get(reader.person);
    const isOlder = known !== undefined && (known.seq > reader.seq || known.received > reader.received);
    if (!isOlder) byPerson.set(reader.person, reader);
  }
  return { ...log, readers: [...byPerson.values()], unread: unread ?? log.unread };
}

/** Highest public position that anyone of a side has read. */
export function sidePosition(readers: readonly Reader[], side: Reader['side']): number {
  return Math.max(0, ...readers.filter((reader) => reader.side === side).map((reader) => reader.pub));
}

/** When a person first had read a public position, epoch milliseconds; null when not yet (or too long ago to be known exactly). */
export function readAt(reader: Reader, pub: number): number | null {
  if (reader.pub < pub) return null;
  return reader.steps.find((step) => step.pub >= pub)?.at ?? null;
}
