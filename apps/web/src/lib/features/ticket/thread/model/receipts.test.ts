import { expect, it } from 'vitest';
import {
  awaitingRead,
  receiptDetails,
  receiptOf,
  receiptSentence,
  receiptsOf,
  sameReceipts,
} from './receipts.ts';
import { anna, giulia, luca, message, reader } from './sample.ts';

const now = Date.UTC(2026, 10, 22, 9);
const names: Readonly<Record<string, string>> = {
  [luca]: 'Luca Moretti',
  [anna]: 'Anna Conti',
  [giulia]: 'Giulia Ferri',
};
const name = (id: string): string => names[id] ?? '—';
const mine = message(3, giulia, now);

it('goes from sent over delivered to read, and only the other side counts', () => {
  expect(receiptOf(mine, [reader(giulia, 3), reader(luca, 2)], 'customer')).toEqual({ state: 'sent' });
  expect(receiptOf(mine, [reader(luca, 2, { received: 3 })], 'customer')).toEqual({ state: 'delivered' });
  expect(receiptOf(mine, [reader(luca, 3)], 'customer')).toEqual({
    state: 'read',
    by: [{ person: luca, at: null }],
  });
});

it('says who read it first and when, in the hours of the provider', () => {
  const at = Date.UTC(2026, 10, 22, 8, 1);
  const both = receiptOf(
    mine,
    [
      reader(anna, 3, { steps: [{ pub: 3, at: at + 60_000 }] }),
      reader(luca, 4, {
        steps: [
          { pub: 2, at: at - 1 },
          { pub: 4, at },
        ],
      }),
    ],
    'customer',
  );
  expect(receiptSentence(both, name, now)).toBe('Letto da Luca alle 09:01 e da Anna');
  expect(receiptDetails(both, name, now)).toBe('Luca Moretti, alle 09:01\nAnna Conti, alle 09:02');
  const early = receiptOf(
    mine,
    [reader(luca, 3, { steps: [{ pub: 3, at: at - 48 * 3_600_000 }] })],
    'customer',
  );
  expect(receiptSentence(early, name, now)).toBe('Letto da Luca il 20 novembre alle 09:01');
});

it('stands once under several own messages that have come equally far', () => {
  const entries = [
    message(1, giulia, now),
    message(2, giulia, now),
    message(3, luca, now),
    message(4, giulia, now),
    message(5, giulia, now),
  ];
  const shown = receiptsOf(entries, [reader(luca, 4)], giulia, 'customer');
  expect([...shown.keys()].sort()).toEqual([2, 4, 5]);
  expect(shown.get(5)).toEqual({ state: 'sent' });
});

it('gives no receipt to notes, to events and to what others wrote', () => {
  const entries = [
    message(1, luca, now, { kind: 'note', pub: null }),
    message(2, luca, now, { kind: 'change', body: null }),
    message(3, giulia, now),
  ];
  expect(receiptsOf(entries, [reader(giulia, 9)], luca, 'staff').size).toBe(0);
});

it('marks the last own message until somebody of the other side has read it', () => {
  const entries = [message(1, giulia, now), message(2, giulia, now), message(3, luca, now)];
  expect(awaitingRead(entries, [reader(luca, 1)], giulia, 'customer')).toBe(2);
  expect(awaitingRead(entries, [reader(luca, 2)], giulia, 'customer')).toBeNull();
});

it('stays the very same value while nothing is said anew', () => {
  const entries = [mine, message(4, luca, now)];
  const before = receiptsOf(entries, [reader(luca, 2)], giulia, 'customer');
  expect(sameReceipts(before, receiptsOf(entries, [reader(luca, 2)], giulia, 'customer'))).toBe(before);
  const read = receiptsOf(entries, [reader(luca, 3)], giulia, 'customer');
  expect(sameReceipts(before, read)).toBe(read);
});
