import type { TicketRow } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import { heldRows, holdOrder, pendingChanges } from './heldOrder.ts';
import { sampleRow } from './testing/sampleRow.ts';

const row = (number: number, activityAt: number): TicketRow => sampleRow(number, { activityAt });
const numbers = (rows: readonly TicketRow[]) => rows.map(({ ticket }) => ticket.number);

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
