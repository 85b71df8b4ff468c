import { markOf, type Principal, type TicketCommand, type TicketRow, viewNames } from '@sportello/core';
import { newId, type PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import type { Context } from '../context.ts';
import { seededChance } from '../demo/chance.ts';
import { loadLarge } from '../demo/large.ts';
import { run } from '../run.ts';
import { badgeByHand, countByHand, readAll, type Stored } from '../testing/byHand.ts';
import { Dice } from '../testing/dice.ts';
import { openTestInstallation, type TestInstallation } from '../testing/installation.ts';

/** Another game: `SEED=7 STEPS=10000 npx vitest run unread.test`. */
const SEED = Number(process.env['SEED'] ?? 1);
const STEPS = Number(process.env['STEPS'] ?? 300);
/** Steps between two counts by hand. */
const COUNT_EVERY = 25;

const people = [
  'giulia',
  'marco',
  'sara',
  'paolo',
  'luca',
  'nadia',
  'anna',
  'dario',
] as const satisfies readonly PersonId[];
const habits: readonly TicketCommand[] = [
  'ticket.open',
  ...Array<TicketCommand>(6).fill('ticket.read'),
  ...Array<TicketCommand>(4).fill('ticket.reply'),
  ...Array<TicketCommand>(2).fill('ticket.note'),
  'ticket.move',
  'ticket.take',
  'ticket.assign',
  'ticket.receive',
];

let world: TestInstallation;
beforeEach(async () => {
  world = await openTestInstallation(servers(), uniqueName('unread'));
});
afterEach(() => world.close());

/** Every ticket of every list that somebody may look at. */
async function rowsOfLists(context: Context): Promise<TicketRow[]> {
  const rows: TicketRow[] = [];
  for (const view of viewNames) {
    const answer = await ask(world.installation, context, 'list', { view });
    if (!answer.ok) throw new Error(answer.code);
    rows.push(...answer.data.rows);
  }
  return rows;
}

async function inboxOf(context: Context) {
  const answer = await ask(world.installation, context, 'inbox', {});
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
}

const shownOf = ({ ticket, unread, read, othersPub }: TicketRow, { side }: Principal) => ({
  number: ticket.number,
  unread,
  mark: markOf(ticket, side, read, othersPub),
});

/** Compares everything that tells somebody what is unread with a count by hand. */
async function compare(context: Context, all: readonly Stored[]): Promise<void> {
  const { principal } = context;
  const byHand = new Map(
    all.flatMap((stored) => {
      const counted = countByHand(stored, principal);
      return counted ? [[stored.ticket.id, { stored, ...counted }] as const] : [];
    }),
  );
  const expectedOf = ({ ticket }: TicketRow) => {
    const counted = byHand.get(ticket.id);
    return counted && { number: ticket.number, unread: counted.unread, mark: counted.mark };
  };
  const inbox = await inboxOf(context);
  expect(inbox.unread, `the badge of ${context.name}`).toBe(badgeByHand(all, principal));
  for (const row of [...inbox.rows, ...(await rowsOfLists(context))])
    expect(shownOf(row, principal), `a row of ${context.name}`).toEqual(expectedOf(row));
  for (const { stored, unread } of byHand.values()) {
    const answer = await ask(world.installation, context, 'sync', { ticket: stored.ticket.id });
    expect(answer.ok && answer.data.unread, `${context.name} in #${stored.ticket.number}`).toBe(unread);
  }
}

function expectOnlyForward(before: readonly Stored[], after: readonly Stored[]): void {
  const known = new Map(before.map((one) => [one.ticket.id, one.readers]));
  for (const { ticket, readers } of after)
    for (const reader of readers) {
      const earlier = known.get(ticket.id)?.find(({ person }) => person === reader.person);
      if (!earlier) continue;
      for (const field of ['seq', 'pub', 'received'] as const)
        expect(reader[field], `${field} in #${ticket.number}`).toBeGreaterThanOrEqual(earlier[field]);
    }
}

describe('what is unread', () => {
  it(`is what a count by hand finds, whatever several people do on two devices (seed ${SEED})`, async () => {
    const contexts = await Promise.all(people.map((person) => world.as(person)));
    const players = contexts.map(({ principal }, index) => ({ person: people[index] ?? 'luca', principal }));
    const dice = new Dice(world, players, seededChance(SEED));
    let all = await readAll(world.installation.database);
    for (let step = 1; step <= STEPS; step += 1) {
      world.clock.ahead += 60_000;
      const tickets = await dice.tickets();
      const scene = { tickets, now: world.installation.now(), isWanted: () => false };
      const one = dice.throw(scene, habits);
      // The other device of the same person tells how far it has read at the same moment.
      const seq = Math.floor(dice.chance() * 30);
      await Promise.all([
        world.run(one.by, one.name, one.input),
        'ticket' in one.input && dice.chance() < 0.5
          ? world.run(one.by, 'ticket.read', { ticket: one.input.ticket, seq })
          : null,
      ]);
      if (step % COUNT_EVERY > 0) continue;
      const now = await readAll(world.installation.database);
      expectOnlyForward(all, now);
      all = now;
      for (const context of contexts) await compare(context, all);
    }
    expect(all.length).toBeGreaterThan(5);
  }, 180_000);

  it('is counted exactly over any number of tickets, while the panel shows the newest', async () => {
    await loadLarge(world.installation, { tickets: 4_000, thread: 1_500 });
    // Nobody has read anything: hundreds of tickets concern an operator, and one of them has very many entries.
    await world.installation.database.readers.deleteMany({});
    const all = await readAll(world.installation.database);
    const [author] = all.flatMap(({ entries }) =>
      entries.length > 1_000
        ? entries.flatMap(({ author: { id, side } }) => (side === 'staff' && id ? [id] : []))
        : [],
    );
    const contexts = [
      await world.as('anna'),
      await world.installation.identity.contextOf(author ?? '', null, null),
    ];
    for (const context of contexts) {
      if (!context) throw new Error('nobody');
      const inbox = await inboxOf(context);
      expect(inbox.unread).toBe(badgeByHand(all, context.principal));
      expect(inbox.rows).toHaveLength(30);
      const times = inbox.rows.map(({ ticket }) => ticket.activityAt);
      expect(times).toEqual([...times].sort((one, other) => other - one));
    }
    const last = contexts[1]?.principal;
    const behind = all.filter((stored) => last && (countByHand(stored, last)?.isConcerned ?? false));
    expect(behind.length, 'tickets that concern the operator').toBeGreaterThan(320);
  }, 120_000);

  it('is exact again for whoever asked before, whichever process wrote or read', async () => {
    const { installation } = world;
    const other = await world.another();
    const marco = await world.as('marco');
    const anna = await world.as('anna');
    const { ticket } = await world.openTicket('marco');
    const badges = async () => [(await inboxOf(anna)).unread, (await inboxOf(marco)).unread];
    expect(await badges()).toEqual([1, 0]);
    await run(other, anna, 'ticket.reply', { ticket, body: 'Provi così' }, crypto.randomUUID());
    await expect.poll(badges).toEqual([1, 1]);
    await run(other, marco, 'ticket.read', { ticket, seq: 99 });
    await expect.poll(badges).toEqual([1, 0]);
    await run(other, anna, 'ticket.read', { ticket, seq: 99 });
    await expect.poll(badges).toEqual([0, 0]);
    await installation.database.readers.deleteMany({});
    await expect.poll(badges).toEqual([1, 1]);
  });

  it('shows nobody a ticket that is no longer theirs, even before the bell has rung', async () => {
    const anna = await world.as('anna');
    const { ticket } = await world.openTicket('marco');
    expect((await inboxOf(anna)).rows).toHaveLength(1);
    const { collection } = world.installation.database.tickets;
    await collection.updateMany({ number: { $gt: 0 } }, { $set: { operator: newId() } });
    expect((await inboxOf(anna)).rows.filter((row) => row.ticket.id === ticket)).toEqual([]);
  });
});
