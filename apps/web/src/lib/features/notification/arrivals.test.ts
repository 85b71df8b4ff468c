import { describe, expect, it } from 'vitest';
import { sampleRow } from '../../live/testing/sampleRow.ts';
import { arrivalsBetween } from './arrivals.ts';
import { bareTitle, titlePrefix } from './tabSignal.ts';

const nowhere = () => false;
const numbers = (rows: ReturnType<typeof arrivalsBetween>['rows']) => rows.map(({ ticket }) => ticket.number);

describe('what is new in the inbox', () => {
  it('is what came in since, over all tickets', () => {
    const before = [sampleRow(1, {}, { unread: 1 }), sampleRow(2, {}, { unread: 4 })];
    const after = [
      sampleRow(3, {}, { unread: 2 }),
      sampleRow(1, {}, { unread: 2 }),
      sampleRow(2, {}, { unread: 4 }),
    ];
    const { rows, messages } = arrivalsBetween(before, after, nowhere);
    expect(numbers(rows)).toEqual([3, 1]);
    expect(messages).toBe(3);
  });

  it('leaves out tickets that are shown, and what was read', () => {
    const before = [sampleRow(1, {}, { unread: 3 })];
    const after = [sampleRow(1, {}, { unread: 1 }), sampleRow(2, {}, { unread: 1 })];
    const shown = sampleRow(2).ticket.id;
    expect(arrivalsBetween(before, after, (id) => id === shown).messages).toBe(0);
  });
});

describe('the title of the tab', () => {
  it('begins with what is unread, once', () => {
    expect(titlePrefix(3) + bareTitle('(2) Ticket · Nordest')).toBe('(3) Ticket · Nordest');
    expect(titlePrefix(0) + bareTitle('(99+) Ticket')).toBe('Ticket');
    expect(titlePrefix(140)).toBe('(99+) ');
  });

  it('leaves a page its own brackets', () => {
    expect(bareTitle('(bozza) Ticket')).toBe('(bozza) Ticket');
  });
});
