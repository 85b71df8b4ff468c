import { expect, it } from 'vitest';
import { giulia, luca, message } from './sample.ts';
import { type RowOptions, type ThreadRow, threadRows } from './threadRows.ts';

const minute = 60_000;
const nine = Date.UTC(2026, 10, 22, 8);
const reading = (more: Partial<RowOptions> = {}): RowOptions => ({
  me: giulia,
  readTo: null,
  tells: ({ changes }) => Object.keys(changes).length > 0,
  ...more,
});
const shape = (rows: readonly ThreadRow[]): string[] =>
  rows.map((row) => (row.kind === 'message' ? `${row.begins ? 'begins' : 'goes on'} ${row.key}` : row.kind));

it('puts a day before the first message of each calendar day of the provider, whatever the clock of the reader', () => {
  const late = Date.UTC(2026, 10, 22, 22, 58); // 23:58 in Italy
  const rows = threadRows([message(1, luca, late), message(2, luca, late + 4 * minute)], reading());
  expect(shape(rows)).toEqual(['day', 'begins 1', 'day', 'begins 2']);
});

it('tells consecutive messages of one person under one name, until somebody speaks, something happens or time passes', () => {
  const rows = threadRows(
    [
      message(1, luca, nine),
      message(2, luca, nine + minute),
      message(3, giulia, nine + 2 * minute),
      message(4, luca, nine + 3 * minute),
      message(5, luca, nine + 4 * minute, {
        kind: 'change',
        body: null,
        changes: { urgency: [null, 'red'] },
      }),
      message(6, luca, nine + 5 * minute),
      message(7, luca, nine + 40 * minute),
    ],
    reading(),
  );
  expect(shape(rows)).toEqual([
    'day',
    'begins 1',
    'goes on 2',
    'begins 3',
    'begins 4',
    'event',
    'begins 6',
    'begins 7',
  ]);
});

it('never puts a note and a message of one person under one name', () => {
  const rows = threadRows(
    [message(1, luca, nine), message(2, luca, nine + 1, { kind: 'note' }), message(3, luca, nine + 2)],
    reading(),
  );
  expect(shape(rows)).toEqual(['day', 'begins 1', 'begins 2', 'begins 3']);
});

it('shows a message that also moves the ticket as the message and what happened', () => {
  const rows = threadRows(
    [message(1, luca, nine, { changes: { state: ['working', 'resolved'] } })],
    reading(),
  );
  expect(shape(rows)).toEqual(['day', 'begins 1', 'event']);
});

it('stands the line of new messages before the first that somebody else wrote', () => {
  const entries = [
    message(1, giulia, nine),
    message(2, luca, nine + 1),
    message(3, giulia, nine + 2),
    message(4, luca, nine + 3),
  ];
  expect(shape(threadRows(entries, reading({ readTo: 2 })))).toEqual([
    'day',
    'begins 1',
    'begins 2',
    'begins 3',
    'unread',
    'begins 4',
  ]);
  expect(shape(threadRows(entries, reading({ readTo: 4 })))).not.toContain('unread');
  expect(shape(threadRows(entries, reading()))).not.toContain('unread');
});

it('draws no line above everything', () => {
  expect(
    shape(threadRows([message(1, luca, nine), message(2, luca, nine + 1)], reading({ readTo: 0 }))),
  ).not.toContain('unread');
});

it('keeps the key of every row when rows are added before and after', () => {
  const entries = Array.from({ length: 40 }, (_, index) =>
    message(index + 1, index % 3 ? luca : giulia, nine + index * minute),
  );
  const all = new Set(threadRows(entries, reading()).map(({ key }) => key));
  for (const row of threadRows(entries.slice(10, 30), reading()))
    if (row.kind !== 'day') expect(all).toContain(row.key);
  expect(all.size).toBe(threadRows(entries, reading()).length);
});
