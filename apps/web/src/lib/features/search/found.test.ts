import { expect, test } from 'vitest';
import { countOf, foundIn, plainWords, searchHref, ticketMeant, ticketNumberIn } from './found.ts';

const id = '0123456789abcdef01234567';
const ticket = (number: number) => ({ id, number, state: 'new', company: id, title: [], crop: [] });

test('a ticket number is understood with and without its sign', () => {
  expect(ticketNumberIn('1042')).toBe(1042);
  expect(ticketNumberIn(' # 1042 ')).toBe(1042);
});

test('what only contains a number is a search', () => {
  for (const q of ['', '0', '#', 'F/1025', '1042 fattura', '0422 000110', '12345678901', '-5', '1.5'])
    expect(ticketNumberIn(q)).toBeNull();
});

test('a number leads straight to the ticket only where the reader may open it', () => {
  expect(ticketMeant({ tickets: [ticket(1042)] }, '#1042')).toBe(1042);
  expect(ticketMeant({ tickets: [ticket(10421)] }, '1042')).toBeNull();
});

test('everything found has an address; a message that of its entry', () => {
  const found = foundIn({
    articles: [{ id, slug: 'programma-lento', category: 'systems', title: [], crop: [] }],
    tickets: [ticket(1042)],
    messages: [{ ticket: id, number: 1042, title: '', seq: 7, author: null, at: 0, crop: [] }],
  });
  expect(found.articles[0]?.href).toBe('/faq/programma-lento');
  expect(found.tickets[0]?.href).toBe('/tickets/1042');
  expect(found.messages[0]?.href).toBe('/tickets/1042?at=7');
  expect(countOf({ articles: [], tickets: [ticket(1)], messages: [] })).toBe(1);
});

test('a query travels in the address as it was typed', () => {
  const href = searchHref('50% & "più" #1', 'tickets');
  expect(new URL(href, 'http://x').searchParams.get('q')).toBe('50% & "più" #1');
  expect(new URL(href, 'http://x').searchParams.get('in')).toBe('tickets');
});

test('a highlighted text reads as it was written', () => {
  expect(
    plainWords([
      { text: 'fattura ', hit: false },
      { text: 'scartata', hit: true },
    ]),
  ).toBe('fattura scartata');
});
