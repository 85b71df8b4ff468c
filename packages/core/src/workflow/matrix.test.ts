import { describe, expect, it } from 'vitest';
import { can } from '../access.ts';
import { type Principal, type State, states, type Ticket } from '../entities.ts';
import { idOf, monday, otherCompany, principalOf, ticketOf } from '../testing/people.ts';
import {
  type Asked,
  codeOfMissing,
  type Letter,
  type SpecifiedMove,
  specifiedMoves,
  specifiedMovesOf,
  specifiedStates,
} from '../testing/transitions.ts';
import { decideMove, type MoveInput, offeredMoves, type WorkflowContext } from './decide.ts';
import { presets, workflowFaults } from './presets.ts';
import { doneStates, openStates, type Preset, presetCodes } from './table.ts';
import { fullPreset } from './transitions.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Somebody who asks for a move, and what the specification calls that person. */
interface Mover {
  readonly name: string;
  readonly principal: Principal;
  readonly letters: readonly Letter[];
  /** What of the ticket brings the person in. */
  readonly ticket?: Partial<Ticket>;
}

const customer = idOf(0xb1);
const operator = idOf(0xa1);
const administrator: Mover = {
  name: 'company administrator',
  principal: principalOf('administrator'),
  letters: ['C', 'CA'],
};
const movers: readonly Mover[] = [
  { name: 'customer', principal: principalOf('standard'), letters: ['C'] },
  administrator,
  { name: 'reseller', principal: principalOf('reseller'), letters: ['C'] },
  {
    name: 'low-profile requester',
    principal: principalOf('lowProfile'),
    letters: ['C'],
    ticket: { participants: [customer] },
  },
  { name: 'low-profile stranger', principal: principalOf('lowProfile'), letters: [] },
  { name: 'read-only', principal: principalOf('readOnly'), letters: [] },
  {
    name: 'customer of another company',
    principal: principalOf('administrator', { company: otherCompany }),
    letters: [],
  },
  { name: 'operator', principal: principalOf('operator'), letters: ['O'] },
  { name: 'supervisor', principal: principalOf('supervisor'), letters: ['O', 'S'] },
  {
    name: 'assigned collaborator',
    principal: principalOf('collaborator'),
    letters: ['O'],
    ticket: { collaborators: [operator] },
  },
  { name: 'collaborator of other tickets', principal: principalOf('collaborator'), letters: [] },
];

const asked = Object.keys(codeOfMissing) as Asked[];
const subsets = Array.from(
  { length: 2 ** asked.length },
  (_, bits) => new Set(asked.filter((_one, bit) => bits & (1 << bit))),
);

/** The combinations that matter in a state: whose request it is counts only before the company has let it through. */
const subsetsIn = (state: State) =>
  state === 'authorization' ? subsets : subsets.filter((facts) => !facts.has('own request'));

/** A ticket and a wish in which exactly `given` holds. */
function situation(
  state: State,
  mover: Mover,
  given: ReadonlySet<Asked>,
  preset: Preset = fullPreset,
): { ticket: Ticket; input: MoveInput; context: WorkflowContext } {
  const answer = { seq: 2, pub: 2, at: monday, author: operator, excerpt: 'Verifico' };
  const ticket = ticketOf({
    state,
    openedAt: given.has('5 minutes') ? monday - 5 * minute : monday - 5 * minute + 1,
    closedAt: doneStates.includes(state)
      ? given.has('15 days')
        ? monday - 15 * day
        : monday - 15 * day - 1
      : null,
    requester: given.has('own request') ? mover.principal.person : idOf(0xb0),
    lastStaff: given.has('unanswered') ? null : answer,
    operator,
    ...mover.ticket,
  });
  const input: MoveInput = {
    ...(given.has('message') && { message: 'Ecco' }),
    ...(given.has('reason') && { reason: 'Perché' }),
    ...(given.has('vendor') && { vendor: { name: 'Produttore', reference: 'X-1' } }),
    plannedFor: given.has('future date') ? monday + 1 : monday,
    ...(given.has('which duplicate') && { duplicateOf: 1000 }),
  };
  return {
    ticket,
    input,
    context: { principal: mover.principal, preset, now: monday, held: false },
  };
}

const lettersOn = (mover: Mover, state: State): readonly Letter[] =>
  // Support does not see what the customer's own company has not let through.
  state === 'authorization' && mover.principal.side === 'staff'
    ? mover.letters.filter((letter) => letter === 'S')
    : mover.letters;

function rowsFor(moves: readonly SpecifiedMove[], mover: Mover, from: State, to: State): SpecifiedMove[] {
  const letters = lettersOn(mover, from);
  return moves.filter(
    (row) => row.from === from && row.to === to && row.who.some((letter) => letters.includes(letter)),
  );
}

function expectedOutcome(
  { code, rules }: Preset,
  mover: Mover,
  from: State,
  to: State,
  given: ReadonlySet<Asked>,
): string {
  const rows = rowsFor(specifiedMovesOf(code), mover, from, to);
  const isGiven = (one: Asked): boolean => given.has(one) && (one !== '15 days' || rules.reopenDays !== null);
  const complete = rows.find((row) => row.asks.every(isGiven));
  if (complete) return `${complete.row} ${complete.closure ?? '-'}`;
  const missing = rows[0]?.asks.find((one) => !isGiven(one));
  return missing ? codeOfMissing[missing] : 'not_allowed_now';
}

describe.each(presetCodes)('the preset %s', (code) => {
  const preset = presets[code];

  it.each(movers)(
    'moves for a $name exactly as the specification says, with everything it asks for given or missing',
    (mover) => {
      const wrong: string[] = [];
      for (const from of states) {
        for (const to of states) {
          for (const given of subsetsIn(from)) {
            const { ticket, input, context } = situation(from, mover, given, preset);
            const decided = decideMove(ticket, to, input, context);
            const got = decided.ok ? `${decided.row.id} ${decided.row.closure ?? '-'}` : decided.code;
            const want = expectedOutcome(preset, mover, from, to, given);
            if (got !== want)
              wrong.push(`${from} → ${to} with ${[...given].join(', ') || 'nothing'}: ${got}, not ${want}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  it('has the states of the specification, none of them dead', () => {
    expect(preset.states).toEqual(specifiedStates(code));
    expect(workflowFaults(preset)).toEqual([]);
  });

  it('leads from every open state to an end, by the customer or support', () => {
    for (const from of preset.states.filter((state) => openStates.includes(state))) {
      const seen = new Set<State>([from]);
      for (const state of seen)
        for (const mover of movers) {
          const { ticket, input, context } = situation(state, mover, new Set(asked), preset);
          for (const to of preset.states) if (decideMove(ticket, to, input, context).ok) seen.add(to);
        }
      expect([...seen].some((state) => doneStates.includes(state))).toBe(true);
    }
  });

  it('has no row that the specification does not have, and lacks none', () => {
    const coded = preset.transitions.flatMap((row) =>
      row.from.map((from) => `${row.id} ${from} → ${row.to}`),
    );
    const timers = preset.states.includes('resolved') ? ['t15 resolved → closed'] : [];
    expect([...new Set(coded)].sort()).toEqual(
      [
        ...new Set([
          ...specifiedMovesOf(code).map(({ row, from, to }) => `${row} ${from} → ${to}`),
          ...timers,
        ]),
      ].sort(),
    );
  });
});

describe('the transition table of preset full', () => {
  it('never lets a person do what only a timer does', () => {
    const moved = movers.flatMap((mover) =>
      states.flatMap((from) => {
        const { ticket, input, context } = situation(from, mover, new Set(asked));
        return states.flatMap((to) => {
          const decided = decideMove(ticket, to, input, context);
          return decided.ok ? [decided.row.closure] : [];
        });
      }),
    );
    expect(moved).not.toContain('auto');
  });

  it('has no dead state: every one is reached from an opening, and from every one somebody can go on', () => {
    const reached = new Set<State>(['new', 'authorization']);
    for (let grew = true; grew; ) {
      const before = reached.size;
      for (const { from, to } of specifiedMoves) if (reached.has(from)) reached.add(to);
      grew = reached.size > before;
    }
    expect([...reached].sort()).toEqual([...fullPreset.states].sort());
    for (const state of fullPreset.states)
      expect(fullPreset.transitions.some((row) => row.from.includes(state))).toBe(true);
  });

  it.each(openStates)('leads from %s to an end, by the customer and without support', (state) => {
    const { ticket, input, context } = situation(state, administrator, new Set(asked));
    expect(doneStates.some((to) => decideMove(ticket, to, input, context).ok)).toBe(true);
  });
});

describe('what a page offers', () => {
  it.each(movers)('is for a $name exactly what would be granted', (mover) => {
    const wrong: string[] = [];
    for (const from of states) {
      for (const facts of subsetsIn(from)) {
        const { ticket, context } = situation(from, mover, facts);
        const { input } = situation(from, mover, new Set(asked));
        const offered = offeredMoves(ticket, context);
        for (const to of states) {
          const decided = decideMove(ticket, to, input, context);
          const isOffered = offered.some((one) => one.to === to && one.possibleAt === null);
          if (isOffered !== decided.ok)
            wrong.push(`${from} → ${to}: ${isOffered ? 'offered but refused' : 'granted but not offered'}`);
          const early = offered.find((one) => one.to === to && one.possibleAt !== null);
          if (!decided.ok && (decided.possibleAt ?? null) !== (early?.possibleAt ?? null))
            wrong.push(`${from} → ${to}: possible at another time`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('asks for exactly what makes it succeed, and records the closure it names', () => {
    const ofNeed = {
      message: 'message',
      reason: 'reason',
      vendor: 'vendor',
      future_date: 'future date',
      duplicate_of: 'which duplicate',
      minimum_age: '5 minutes',
      reopen_window: '15 days',
      unanswered: 'unanswered',
      own_while_gated: 'own request',
      not_clarification: 'message',
    } as const;
    for (const mover of movers) {
      for (const from of states) {
        const facts: Asked[] = ['5 minutes', '15 days', 'unanswered', 'own request'];
        const { ticket, context } = situation(from, mover, new Set(facts));
        for (const one of offeredMoves(ticket, context)) {
          const { input } = situation(
            from,
            mover,
            new Set([...facts, ...one.needs.map((need) => ofNeed[need])]),
          );
          const decided = decideMove(ticket, one.to, input, context);
          expect(decided, `${mover.name}: ${from} → ${one.to}`).toMatchObject({ ok: true });
          if (decided.ok && !one.needs.includes('unanswered'))
            expect(decided.row.closure ?? null).toBe(one.closure);
        }
      }
    }
  });

  it('is nothing to whoever may not even read the ticket', () => {
    for (const mover of movers) {
      for (const state of states) {
        const { ticket, context } = situation(state, mover, new Set(asked));
        if (!can(mover.principal, 'ticket.read', ticket) && !mover.letters.includes('S'))
          expect(offeredMoves(ticket, context)).toEqual([]);
      }
    }
  });
});
