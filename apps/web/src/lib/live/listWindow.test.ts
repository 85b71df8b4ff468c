import type { ListAnswer, TicketRow } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import { heldRows, holdOrder, type ListWindow, pendingChanges, withChanges, withPage } from './listWindow.ts';
import { sampleRow } from './testing/sampleRow.ts';

const idOf = (number: number) => String(number).padStart(24, '0');
const row = (number: number, activityAt: number): TicketRow => sampleRow(number, { activityAt });
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

  it('moves a row that changed, even to the end, and forgets one that is gone', () => {
    const next = withChanges('activity', held, { rows: [row(4, 99), row(1, 5)], gone: [idOf(2)] });
    expect(numbers(next.rows)).toEqual([4, 3, 1]);
  });

  it('opened in the middle by its address, takes nothing in from above', () => {
    expect(
      numbers(withChanges('activity', held, { rows: [row(9, 99), row(8, 75)], gone: [] }, 95).rows),
    ).toEqual([1, 2, 8, 3, 4]);
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

describe('a list that is held', () => {
  const shown = [row(1, 90), row(2, 80), row(3, 70)];
  const order = holdOrder(shown);

  it('keeps every row in its place, also one that left, and counts what waits', () => {
    const now = [row(9, 99), row(3, 95), row(1, 90)];
    expect(numbers(heldRows(order, now))).toEqual([1, 2, 3]);
    expect(pendingChanges('activity', order, now)).toBe(3);
    expect(pendingChanges('activity', order, shown)).toBe(0);
  });

  it('shows what changed within a row at once', () => {
    const marked = { ...row(2, 80), unread: 4 };
    expect(heldRows(order, [row(1, 90), marked, row(3, 70)])[1]?.unread).toBe(4);
    expect(pendingChanges('activity', order, [row(1, 90), marked, row(3, 70)])).toBe(0);
  });
});
