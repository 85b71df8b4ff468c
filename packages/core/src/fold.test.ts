import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ticket } from './entities.ts';
import { ticket as ticketSchema } from './entities.ts';
import { type Entry, entry as entrySchema, projectEntry, projectTicket, staffOnlyFields } from './entries.ts';
import { fold, LogError, numberDrafts } from './fold.ts';
import { logOf, SECRET, type Step, stepKinds } from './testing/logs.ts';
import { idOf, monday } from './testing/people.ts';

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    who: fc.nat({ max: 2 }),
    what: fc.constantFrom(...stepKinds),
    pick: fc.nat({ max: 11 }),
    after: fc.integer({ min: -5_000, max: 60_000 }),
  }),
  { maxLength: 25 },
);
const folded = (log: readonly Entry[]): Ticket | null => log.reduce<Ticket | null>(fold, null);
const seenByCustomer = (log: readonly Entry[]): Entry[] =>
  log.flatMap((one) => projectEntry(one, 'customer') ?? []);
const runs = { numRuns: 600 };

describe('a ticket is the fold of its log', () => {
  it('for staff and for customers alike: what a customer folds is what a customer may see of the whole', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const { entries, ticket } = logOf(drawn);
        expect(folded(entries.flatMap((one) => projectEntry(one, 'staff') ?? []))).toEqual(
          projectTicket(ticket, 'staff'),
        );
        expect(folded(seenByCustomer(entries))).toEqual(projectTicket(ticket, 'customer'));
      }),
      runs,
    );
  });

  it('at every moment, not only at the end', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        let whole: Ticket | null = null;
        let theirs: Ticket | null = null;
        for (const one of logOf(drawn).entries) {
          whole = fold(whole, one);
          const seen = projectEntry(one, 'customer');
          if (seen) theirs = fold(theirs, seen);
          expect(theirs).toEqual(projectTicket(whole, 'customer'));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with times that never run back within what customers see, whatever the clocks did', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const shown = seenByCustomer(logOf(drawn).entries).filter(
          ({ amends, changes }) => !amends && !changes.hold,
        );
        const times = shown.map(({ at }) => at);
        expect(times).toEqual([...times].sort((one, other) => one - other));
      }),
      { numRuns: 300 },
    );
  });

  it('and stays well formed', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const { entries, ticket } = logOf(drawn);
        for (const one of entries) expect(entrySchema.safeParse(one).success).toBe(true);
        for (const side of ['staff', 'customer'] as const)
          expect(ticketSchema.safeParse(projectTicket(ticket, side)).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a customer is sent', () => {
  it('is numbered 1, 2, 3 … without a gap that would betray a note', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const seen = seenByCustomer(logOf(drawn).entries);
        expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1));
        expect(seen.map(({ pub }) => pub)).toEqual(seen.map(({ seq }) => seq));
      }),
      runs,
    );
  });

  it('carries no trace of notes, teams, collaborators and producers', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const { entries, ticket } = logOf(drawn);
        const sent = JSON.stringify([seenByCustomer(entries), projectTicket(ticket, 'customer')]);
        expect(sent).not.toContain(SECRET);
        expect(sent).not.toContain('note');
        expect(sent).not.toContain(idOf(0xae));
        for (const { changes } of seenByCustomer(entries))
          expect(Object.keys(changes)).not.toEqual(
            expect.arrayContaining([expect.toBeOneOf([...staffOnlyFields])]),
          );
      }),
      runs,
    );
  });

  it('does not move when a note is written: neither the order of the list, nor the participants, nor a number', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 1 }), (drawn, who) => {
        const { ticket } = logOf(drawn);
        const note = {
          kind: 'note',
          audience: 'staff',
          author: { id: idOf(0xa0 + who), side: 'staff' },
          key: null,
          body: SECRET,
        } as const;
        const [entry] = numberDrafts(ticket, ticket.id, [note], ticket.activityAt + 60_000);
        expect(entry && projectTicket(fold(ticket, entry), 'customer')).toEqual(
          projectTicket(ticket, 'customer'),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('a log that is not one', () => {
  const { entries } = logOf([
    { who: 0, what: 'staff writes', pick: 1, after: 1 },
    { who: 0, what: 'customer writes', pick: 1, after: 1 },
  ]);
  const [first, second, third] = entries;

  it('is refused: it begins elsewhere, misses a number, or repeats one', () => {
    expect(() => folded(entries.slice(1))).toThrow(LogError);
    expect(() => folded(entries.filter((one) => one !== second))).toThrow(LogError);
    expect(() => folded(entries.flatMap((one) => [one, one]))).toThrow(LogError);
    expect(() => folded([first, third].flatMap((one) => one ?? []))).toThrow(LogError);
  });

  it('is refused when the opening lacks what a ticket needs', () => {
    const poor = entries
      .slice(0, 1)
      .map((one) => ({ ...one, changes: { ...one.changes, category: undefined } }));
    expect(() => folded(poor)).toThrow(LogError);
  });
});

describe('reopening', () => {
  it('is counted, and a closed ticket knows since when', () => {
    const closing = { who: 0, what: 'state', pick: 4, after: 1_000 } as const;
    const opening = { who: 0, what: 'state', pick: 0, after: 1_000 } as const;
    expect(logOf([closing]).ticket).toMatchObject({
      state: 'closed',
      closedAt: monday + 1_000,
      reopenings: 0,
      attachmentCount: 0,
      publicAttachmentCount: 0,
    });
    expect(logOf([closing, opening]).ticket).toMatchObject({
      state: 'accepted',
      closedAt: null,
      reopenings: 1,
    });
    const answer = { who: 0, what: 'staff writes', pick: 0, after: 1_000 } as const;
    expect(logOf([closing, opening, answer, closing, opening]).ticket.reopenings).toBe(2);
    // Moved back without a word it is where it was, as if it had never been reopened.
    expect(logOf([closing, opening, closing]).ticket).toMatchObject({
      closedAt: monday + 1_000,
      reopenings: 0,
    });
  });
});
