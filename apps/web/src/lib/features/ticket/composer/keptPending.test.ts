import { expect, test } from 'vitest';
import { pendingText, readPending } from './keptPending.ts';

const marco = { id: 'a'.repeat(24), name: 'Marco Bassi', side: 'customer' as const, company: 'b'.repeat(24) };
const ticket = {
  priority: 'normal' as const,
  urgency: null,
  requester: 'c'.repeat(24),
  operator: null,
  expectedAt: null,
};

test('what waits for an answer comes back with the names of the people in it', () => {
  const changes = { priority: 'low' as const, requester: marco.id, urgency: 'red' as const };
  const text = pendingText(changes, (id) => (id === marco.id ? marco : undefined));
  expect(readPending(text, ticket)).toEqual({ changes, people: [marco] });
});

test('what the ticket has come to be meanwhile does not wait any more', () => {
  const text = pendingText({ priority: 'low', operator: null }, () => undefined);
  expect(readPending(text, { ...ticket, priority: 'low' }).changes).toEqual({});
});

test('nothing is nothing, and what cannot be read too', () => {
  expect(pendingText({}, () => undefined)).toBe('');
  for (const text of ['', '{', '{"changes":{"state":"closed"},"people":[]}', '[]'])
    expect(readPending(text, ticket)).toEqual({ changes: {}, people: [] });
});
