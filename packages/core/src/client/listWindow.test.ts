import { describe, expect, it } from 'vitest';
import type { ListAnswer, TicketRow } from '../protocol.ts';
import type { ListQuery } from '../requests.ts';
import { idOf, principalOf, ticketOf } from '../testing/people.ts';
import { inboxOf, withBadge } from './inbox.ts';
import { type ListWindow, withChanges, withPage, withPush } from './listWindow.ts';

const row = (number: number, activityAt: number, fields: Partial<TicketRow> = {}): TicketRow => ({
  ticket: ticketOf({ id: idOf(number), number, activityAt }),
  unread: 0,
  read: { seq: 0, pub: 0 },
  othersPub: 0,
  ...fields,
});
const answer = (rows: TicketRow[], more: boolean): ListAnswer => ({
  rows,
  more,
  counts: {},
  directory: { people: [], companies: [] },
  at: 0,
});
const numbers = (rows: readonly TicketRow[]) => rows.map(({ ticket }) => ticket.number);
const window = (more: boolean, ...rows: TicketRow[]): ListWindow => ({ rows, more });

describe('the window of a live list', () => {
  const held = window(true, row(1, 90), row(2, 80), row(3, 70), row(4, 60));

  it('takes in what is new at its place and leaves out what lies beyond its end', () => {
    expect(numbers(withChanges('activity', held, { rows: [row(9, 85), row(8, 10)], gone: [] }).rows)).toEqual(
      [1, 9, 2, 3, 4],
    );
    expect(
      numbers(withChanges('activity', { ...held, more: false }, { rows: [row(8, 10)], gone: [] }).rows),
    ).toEqual([1, 2, 3, 4, 8]);
  });

  it('moves a row that changed, and forgets one that is gone', () => {
    const next = withChanges('activity', held, { rows: [row(4, 99), row(1, 75)], gone: [idOf(2)] });
    expect(numbers(next.rows)).toEqual([4, 1, 3]);
    const last = withChanges('activity', held, { rows: [row(4, 60, { unread: 3 })], gone: [] });
    expect(last.rows.at(-1)?.unread).toBe(3);
  });

  it('lets a row go that sinks below its end: what comes before it there is not known', () => {
    expect(numbers(withChanges('activity', held, { rows: [row(1, 5)], gone: [] }).rows)).toEqual([2, 3, 4]);
    expect(
      numbers(withChanges('activity', { ...held, more: false }, { rows: [row(1, 5)], gone: [] }).rows),
    ).toEqual([2, 3, 4, 1]);
  });

  it('takes nothing in once all it held has gone and the list goes on: it has to be asked for again', () => {
    expect(withChanges('activity', window(true), { rows: [row(9, 85)], gone: [] }).rows).toEqual([]);
    expect(numbers(withChanges('activity', window(false), { rows: [row(9, 85)], gone: [] }).rows)).toEqual([
      9,
    ]);
  });

  it('opened in the middle by its address, takes nothing in from above', () => {
    expect(
      numbers(withChanges('activity', held, { rows: [row(9, 99), row(8, 75)], gone: [] }, 95).rows),
    ).toEqual([1, 2, 8, 3, 4]);
  });

  it('turned round takes in what is new at its end, and nothing from above its top', () => {
    const oldest = window(true, row(4, 60), row(3, 70), row(2, 80));
    expect(
      numbers(withChanges('activity-asc', oldest, { rows: [row(9, 75), row(8, 99)], gone: [] }).rows),
    ).toEqual([4, 3, 9, 2]);
    expect(
      numbers(withChanges('activity-asc', oldest, { rows: [row(9, 50), row(8, 65)], gone: [] }, 55).rows),
    ).toEqual([4, 8, 3, 2]);
  });

  it('takes over a first page and keeps what was loaded beyond it', () => {
    const next = withPage('activity', held, answer([row(9, 95), row(2, 80)], true), null);
    expect(numbers(next.rows)).toEqual([9, 2, 3, 4]);
    expect(next.more).toBe(true);
  });

  it('takes over a further page as the server knows it now', () => {
    const next = withPage('activity', held, answer([row(7, 75), row(4, 60)], false), row(2, 80));
    expect(numbers(next.rows)).toEqual([1, 2, 7, 4]);
    expect(next.more).toBe(false);
    expect(withPage('activity', held, answer([], false), row(2, 80))).toEqual(
      window(false, row(1, 90), row(2, 80)),
    );
  });

  it('gets the next page at its end', () => {
    const next = withPage('activity', held, answer([row(5, 50), row(6, 40)], true), row(4, 60));
    expect(numbers(next.rows)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(next.more).toBe(true);
  });
});

describe('a push that was made for another list', () => {
  const query: ListQuery = { view: 'closed', sort: 'activity', limit: 50 };

  it('brings nothing that does not belong here, and takes away what no longer does', () => {
    const closed = row(1, 90);
    const held = window(false, { ...closed, ticket: { ...closed.ticket, state: 'closed' } });
    const next = withPush(query, principalOf('operator'), held, { rows: [row(1, 95), row(2, 99)], gone: [] });
    expect(next.rows).toEqual([]);
  });
});

describe('the inbox', () => {
  it('replaces rows, drops what is read or gone, and keeps the newest first', () => {
    const held = inboxOf({
      unread: 4,
      rows: [row(3, 70, { unread: 3 }), row(2, 60, { unread: 1 }), row(4, 50)],
    });
    expect(numbers(held.rows)).toEqual([3, 2]);
    const next = withBadge(held, { unread: 5, rows: [row(2, 90, { unread: 2 })], gone: [] });
    expect(next.unread).toBe(5);
    expect(numbers(next.rows)).toEqual([2, 3]);
    expect(numbers(withBadge(next, { unread: 0, rows: [row(2, 90)], gone: [idOf(3)] }).rows)).toEqual([]);
  });
});
