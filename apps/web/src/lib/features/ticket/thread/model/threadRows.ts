import { type Entry, isWritten } from '@sportello/core';
import { dayKey } from '../../../../text/time.ts';

/** A line of a thread as it is shown, with a key that stays its own. */
export type ThreadRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: 'unread' }
  | { readonly kind: 'message'; readonly key: string; readonly entry: Entry; readonly begins: boolean }
  | { readonly kind: 'event'; readonly key: string; readonly entry: Entry };

/** Milliseconds after which the same person's next message is told as a new one, with name and time. */
const TOGETHER_FOR = 10 * 60_000;

/** True when an entry shows as a message: it carries a text that somebody wrote, or files, or did before it was deleted. */
export function isMessage(entry: Entry): boolean {
  const isThere = entry.body !== null || entry.attachments.length > 0;
  return isWritten(entry.kind) && (isThere || entry.amended !== undefined);
}

function continues(entry: Entry, before: Entry | undefined): boolean {
  if (!before || before.author.id !== entry.author.id || (before.kind === 'note') !== (entry.kind === 'note'))
    return false;
  return entry.at - before.at < TOGETHER_FOR;
}

/** What decides how entries become rows beside the entries themselves. */
export interface RowOptions {
  /** Who reads: own messages are never news. */
  readonly me: string;
  /** Last entry that was read when the reader came; the line "new messages" follows it. Null: all had been read. */
  readonly readTo: number | null;
  /** True when an entry changed something worth a line of its own. */
  readonly tells: (entry: Entry) => boolean;
}

/** The entry before which the line "new messages" stands: the first that somebody else wrote after the read position. */
function firstUnread(entries: readonly Entry[], { me, readTo }: RowOptions): number | null {
  if (readTo === null) return null;
  const first = entries.find((entry) => entry.seq > readTo && isMessage(entry) && entry.author.id !== me);
  // At the very beginning everything is new, and a line above everything separates nothing.
  return first && first.seq > 1 && first.seq > (entries[0]?.seq ?? 0) ? first.seq : null;
}

/**
 * The rows of a window of entries: day separators, the line where the unread part begins, messages (consecutive ones of a
 * person begin only once) and what happened.
 * @param entries contiguous and ascending
 */
export function threadRows(entries: readonly Entry[], options: RowOptions): ThreadRow[] {
  const rows: ThreadRow[] = [];
  const unread = firstUnread(entries, options);
  let day = '';
  let before: Entry | undefined;
  for (const entry of entries) {
    const today = dayKey(entry.at);
    if (today !== day) {
      rows.push({ kind: 'day', key: `day-${today}-${entry.seq}`, at: entry.at });
      before = undefined;
    }
    day = today;
    if (entry.seq === unread) {
      rows.push({ kind: 'unread', key: 'unread' });
      before = undefined;
    }
    if (isMessage(entry))
      rows.push({ kind: 'message', key: `${entry.seq}`, entry, begins: !continues(entry, before) });
    before = isMessage(entry) ? entry : before;
    if (options.tells(entry)) {
      rows.push({ kind: 'event', key: `${entry.seq}-event`, entry });
      before = undefined;
    }
  }
  return rows;
}

function isSame(one: ThreadRow, other: ThreadRow): boolean {
  if (one.kind === 'message' && other.kind === 'message')
    return one.entry === other.entry && one.begins === other.begins;
  if (one.kind === 'event' && other.kind === 'event') return one.entry === other.entry;
  return one.kind === other.kind;
}

/** The new rows, with every row that says the same as before kept as the same value. */
export function sameRows(before: readonly ThreadRow[], after: readonly ThreadRow[]): ThreadRow[] {
  const known = new Map(before.map((row) => [row.key, row]));
  return after.map((row) => {
    const old = known.get(row.key);
    return old && isSame(old, row) ? old : row;
  });
}
