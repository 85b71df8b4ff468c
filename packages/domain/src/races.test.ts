import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName, Refusal } from '@sportello/core';
import { entriesAfter, findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from './context.ts';
import type { Installation } from './installation.ts';
import { run } from './run.ts';
import { openTestInstallation, type TestInstallation } from './testing/installation.ts';

/** Races in all, on so many tickets at a time. */
const [RACES, AT_ONCE] = [1_000, 20];

interface Side {
  readonly installation: Installation;
  readonly context: Context;
  readonly person: string;
}

let test: TestInstallation;
let sides: readonly [Side, Side];
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('races'));
  const sideOf = async (installation: Installation, person: 'luca' | 'anna'): Promise<Side> => ({
    installation,
    context: await test.as(person),
    person: test.ids.people.get(person) ?? '',
  });
  // Two processes, each with its own memory of the tickets and its own queue.
  sides = [await sideOf(test.installation, 'luca'), await sideOf(await test.another(), 'anna')];
});
afterAll(() => test.close());

type Kind = 'take' | 'assign' | 'move';
const kinds: readonly Kind[] = ['take', 'assign', 'move'];
/** What the one who was late is told, beside the news that their page gets by itself. */
const lost: Readonly<Record<Kind, readonly Refusal['code'][]>> = {
  take: ['already_taken'],
  assign: ['stale'],
  move: ['stale'],
};

const does = <N extends CommandName>({ installation, context }: Side, name: N, input: CommandInput<N>) =>
  run(installation, context, name, input, randomUUID());

const vendor = { name: 'Business 2026', reference: 'BX-1' };

/** Both see the same and want different things. */
async function race(ticket: string, kind: Kind) {
  const seen = await findTicket(test.installation.database, ticket);
  if (!seen) throw new Error('the ticket is gone');
  const [one, other] = sides;
  switch (kind) {
    case 'take':
      return Promise.all(sides.map((side) => does(side, 'ticket.take', { ticket })));
    case 'assign':
      return Promise.all(
        [one, other].map((side) =>
          does(side, 'ticket.assign', {
            ticket,
            operator: test.ids.people.get(side === one ? 'nadia' : 'tommaso') ?? '',
            from: seen.operator,
          }),
        ),
      );
    case 'move':
      return Promise.all([
        does(one, 'ticket.move', { ticket, to: 'development', from: seen.state }),
        does(other, 'ticket.move', { ticket, to: 'vendor', vendor, from: seen.state }),
      ]);
  }
}

/** One after the other on one ticket; whoever lost goes on from what the winner left. */
async function racesOn(ticket: string, count: number): Promise<string[]> {
  const wrong: string[] = [];
  for (let round = 0; round < count; round += 1) {
    const kind = kinds[round % kinds.length] ?? 'take';
    const before = (await findTicket(test.installation.database, ticket))?.seq ?? 0;
    const answers = await race(ticket, kind);
    const [winner, ...more] = answers.filter(({ ok }) => ok);
    const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
    const written = await entriesAfter(test.installation.database, ticket, 'staff', before, 10);
    const isRight =
      winner?.ok &&
      more.length === 0 &&
      written.length === 1 &&
      written[0]?.seq === winner.data.seq &&
      codes.every((code) => lost[kind].includes(code));
    if (!isRight) wrong.push(`${kind} ${round}: ${codes.join(' ')}, ${written.length} entries`);
    if (kind === 'move') {
      // As it was, for the next rounds.
      await does(sides[round % 2 ? 0 : 1], 'ticket.move', { ticket, to: 'accepted' });
      await does(sides[0], 'ticket.assign', { ticket, operator: null });
    }
  }
  return wrong;
}

it(`two operators in two processes, a thousand times at the same ticket: one wins, the other is told`, async () => {
  const tickets = await Promise.all(Array.from({ length: AT_ONCE }, () => test.openTicket('marco')));
  const wrong = await Promise.all(tickets.map(({ ticket }) => racesOn(ticket, RACES / AT_ONCE)));
  expect(wrong.flat()).toEqual([]);
}, 120_000);
