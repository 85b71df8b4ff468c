import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Due, Ticket } from '../entities.ts';
import { ticketOf } from '../testing/people.ts';
import { fullPreset } from '../workflow/transitions.ts';
import { defaultService, dueAfter } from './due.ts';

const rome = (text: string): number => DateTime.fromISO(text, { zone: 'Europe/Rome' }).toMillis();
const words = (at: number | null | undefined): string | null =>
  at ? DateTime.fromMillis(at, { zone: 'Europe/Rome' }).toFormat("yyyy-MM-dd'T'HH:mm") : null;
const hour = 3_600_000;

const promised = (
  before: Due | null,
  ticket: Partial<Ticket>,
  now: string,
  preset = fullPreset,
): Due | null => dueAfter(before, ticketOf(ticket), defaultService, preset, rome(now));
const wrote = (pub: number) => ({ seq: pub, pub, at: 0, author: 'a'.repeat(24), excerpt: '' });

describe('taking in charge', () => {
  it('is promised within eight working hours, with a warning when two are left', () => {
    const due = promised(null, { state: 'new' }, '2026-11-25T15:00');
    expect(due).toMatchObject({ clock: 'take_charge', target: 8 * hour });
    expect([words(due?.warnAt), words(due?.at)]).toEqual(['2026-11-26T12:00', '2026-11-26T15:00']);
  });

  it('is promised sooner when nothing works, and what has passed stays used', () => {
    const first = promised(null, { state: 'new' }, '2026-11-25T09:00');
    const later = promised(first, { state: 'new', priority: 'high' }, '2026-11-25T10:00');
    expect(words(later?.at)).toBe('2026-11-25T13:00');
    const late = promised(first, { state: 'new', priority: 'high' }, '2026-11-25T16:00');
    expect(words(late?.at)).toBe('2026-11-25T16:00');
  });

  it('begins only when the company has let the ticket through', () => {
    expect(promised(null, { state: 'authorization' }, '2026-11-25T09:00')).toBeNull();
  });
});

describe('an answer', () => {
  const asked = { state: 'accepted', lastCustomer: wrote(3), lastStaff: wrote(2) } as const;

  it('is promised from the customer’s word until support’s, and more words change nothing', () => {
    const due = promised(null, asked, '2026-11-25T09:00');
    expect(due?.clock).toBe('response');
    expect(words(due?.at)).toBe('2026-11-25T18:00');
    expect(promised(due, { ...asked, lastCustomer: wrote(4) }, '2026-11-25T11:00')).toBe(due);
    expect(promised(due, { ...asked, lastStaff: wrote(4) }, '2026-11-25T11:00')).toBeNull();
  });
});

describe('a solution', () => {
  const red = { state: 'working', urgency: 'red' } as const;

  it('is promised by urgency and stands still while the customer is asked', () => {
    const due = promised(null, red, '2026-11-25T09:00');
    expect(words(due?.at)).toBe('2026-11-25T18:00');
    const paused = promised(due, { ...red, state: 'waiting_customer' }, '2026-11-25T12:00');
    expect(paused).toMatchObject({ clock: 'resolution', at: null, left: 5 * hour });
    expect(promised(paused, { ...red, state: 'waiting_customer' }, '2026-11-25T17:00')).toBe(paused);
    const resumed = promised(paused, { ...red, state: 'accepted' }, '2026-11-27T17:00');
    expect(words(resumed?.at)).toBe('2026-11-30T13:00');
  });

  it('stays late when it was late before it stood still', () => {
    const due = promised(null, red, '2026-11-25T09:00');
    const paused = promised(due, { ...red, state: 'waiting_customer' }, '2026-11-26T10:00');
    expect(paused?.left).toBe(-hour);
    expect(words(promised(paused, red, '2026-11-30T09:00')?.at)).toBe('2026-11-30T09:00');
  });

  it('is as urgent as support says, and nothing where it says nothing', () => {
    const due = promised(null, { state: 'working', urgency: 'white' }, '2026-11-25T09:00');
    expect(words(due?.at)).toBe('2026-12-01T18:00');
    expect(words(promised(due, red, '2026-11-25T13:00')?.at)).toBe('2026-11-25T18:00');
    expect(
      promised(due, { state: 'working', urgency: null, lastCustomer: null }, '2026-11-25T13:00'),
    ).toBeNull();
  });

  it('stands still with the producer only where the workflow says so', () => {
    const pausing = { ...fullPreset, rules: { ...fullPreset.rules, thirdPartyPauses: true } };
    const forwarded = { ...red, state: 'vendor' } as const;
    expect(promised(null, forwarded, '2026-11-25T09:00')?.at).not.toBeNull();
    expect(promised(null, forwarded, '2026-11-25T09:00', pausing)).toMatchObject({
      at: null,
      left: 8 * hour,
    });
  });

  it.each(['resolved', 'closed', 'discarded'] as const)('is nobody’s debt in %s', (state) => {
    expect(promised(null, { ...red, state }, '2026-11-25T09:00')).toBeNull();
  });
});
