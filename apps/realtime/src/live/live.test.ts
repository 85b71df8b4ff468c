import type { PresenceKind, ServerEvent, ThreadLog } from '@sportello/core';
import type { ClientListener } from '@sportello/core/client';
import type { PersonId } from '@sportello/models';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually, openTestCluster, type TestCluster } from '../testing/process.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await openTestCluster(2, true);
});
afterAll(() => cluster.close());

/** A client on a node that follows a ticket; `log` is what its page would show. */
async function follower(person: PersonId, node: number, ticket: string, listener?: ClientListener) {
  const client = await cluster.client(node, person, listener);
  const seen: { log: ThreadLog | null } = { log: null };
  client.follow(ticket, null, {
    changed: (log) => {
      seen.log = log;
    },
  });
  await eventually('the first window', () => seen.log !== null);
  return { client, seen };
}

describe('two nodes on one database', () => {
  it('show the same thread in the same order to customer, colleague and operator, and equal to a fresh reading', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const giulia = await follower('giulia', 0, ticket);
    const marco = await follower('marco', 1, ticket);
    const luca = await follower('luca', 1, ticket);
    await luca.client.command('ticket.take', { ticket }, crypto.randomUUID());
    for (let index = 0; index < 5; index += 1) {
      await Promise.all([
        giulia.client.command('ticket.reply', { ticket, body: `cliente ${index}` }, crypto.randomUUID()),
        luca.client.command('ticket.reply', { ticket, body: `assistenza ${index}` }, crypto.randomUUID()),
        luca.client.command('ticket.note', { ticket, body: `solo noi ${index}` }, crypto.randomUUID()),
      ]);
    }
    await eventually(
      'all pages at the head',
      () =>
        [giulia, marco].every(({ seen }) => seen.log?.ticket.pub === 12) && luca.seen.log?.ticket.seq === 17,
    );
    for (const { client, seen } of [giulia, marco, luca]) {
      const fresh = await client.query('sync', { ticket, follow: false });
      expect(fresh.ok && { ticket: fresh.data.ticket, entries: fresh.data.entries }).toEqual({
        ticket: seen.log?.ticket,
        entries: seen.log?.entries,
      });
    }
    expect(JSON.stringify(giulia.seen.log)).not.toContain('solo noi');
  });

  it('tell of writing across nodes, and of a note only to staff (TEN-09)', async () => {
    const { ticket } = await cluster.world.openTicket('giulia');
    const heard: Record<'marco' | 'anna', PresenceKind[]> = { marco: [], anna: [] };
    const luca = await follower('luca', 0, ticket);
    for (const name of ['marco', 'anna'] as const)
      await follower(name, 1, ticket, { presence: ({ kind }) => heard[name].push(kind) });
    // Presence is told again and again while it lasts: a signal before the bus is joined is not missed for long.
    const told = setInterval(() => {
      luca.client.presence(ticket, 'writing_note');
      luca.client.presence(ticket, 'writing');
    }, 150);
    onTestFinished(() => clearInterval(told));
    await eventually('the typing of Luca', () => heard.marco.includes('writing'));
    await eventually('the note of Luca', () => heard.anna.includes('writing_note'));
    expect(heard.marco).not.toContain('writing_note');
  });
});

describe('a page whose right ends', () => {
  it('is cut within a second when the session ends on another node, and hears nothing more (TEN-06, RTC-05)', async () => {
    const { ticket } = await cluster.world.openTicket('marco');
    const reasons: ServerEvent<'reload'>['reason'][] = [];
    const marco = await follower('marco', 0, ticket, { reload: (reason) => reasons.push(reason) });
    const { ids, installation } = cluster.world;
    await installation.database.people.updateOne({ _id: ids.people.get('marco') ?? '' }, { active: false });
    const before = marco.seen.log?.ticket.seq;
    await eventually('the dismissal', () => reasons.length > 0 || marco.client.liveness !== 'live');
    await cluster.world.run('anna', 'ticket.reply', { ticket, body: 'dopo' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(marco.seen.log?.ticket.seq).toBe(before);
    await installation.database.people.updateOne({ _id: ids.people.get('marco') ?? '' }, { active: true });
  });
});
