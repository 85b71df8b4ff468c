import { listQuery, type TicketRow } from '@sportello/core';
import type { ClientListener } from '@sportello/core/client';
import type { PersonId } from '@sportello/models';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, openTestCluster, type TestCluster } from '../testing/process.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await openTestCluster(2);
});
afterAll(() => cluster.close());

/** A page with a list open, everything that reaches it, and the last counters of its views. */
async function listening(person: PersonId, node: number, view: 'open' | 'unassigned' | 'authorize') {
  const reached: string[] = [];
  const pushed: TicketRow[] = [];
  const counts: Record<string, number> = {};
  const note = (event: unknown): void => void reached.push(JSON.stringify(event));
  const listener: ClientListener = {
    inbox: note,
    names: note,
    badge: (event) => {
      note(event);
      pushed.push(...event.rows);
    },
    list: (answer) => {
      note(answer);
      Object.assign(counts, answer.counts);
    },
    tickets: (event) => {
      note(event);
      pushed.push(...event.rows);
      Object.assign(counts, event.counts ?? {});
    },
  };
  const client = await cluster.client(node, person, listener);
  await client.watch(listQuery.parse({ view }));
  await eventually('the list', () => Object.keys(counts).length > 0);
  return {
    counts,
    told: (text: string) => reached.some((one) => one.includes(text)),
    hasRow: (ticket: string) => pushed.some((row) => row.ticket.id === ticket),
  };
}

it('what waits for the company’s yes reaches nobody of support, on whatever node: no row, no count, no notification', async () => {
  const giulia = await listening('giulia', 0, 'authorize');
  const support = await Promise.all([
    listening('luca', 0, 'open'),
    listening('anna', 1, 'unassigned'),
    listening('elena', 1, 'open'),
    listening('dario', 0, 'open'),
  ]);
  const gated = await cluster.world.openTicket('sara', { title: 'Fresa da autorizzare' });
  await eventually('the company’s administrator is told', () => giulia.hasRow(gated.ticket));
  await eventually('and it is counted for her', () => giulia.counts['authorize'] === 1);
  await cluster.world.run('sara', 'ticket.reply', { ticket: gated.ticket, body: 'È per domani' });
  // What is opened afterwards and needs no yes arrives: everything before it would have.
  const plain = await cluster.world.openTicket('marco', { title: 'Dopo la fresa' });
  const [luca, anna, elena, dario] = support;
  for (const page of [luca, anna, elena])
    await eventually('the other ticket', () => page?.hasRow(plain.ticket) ?? false);
  await eventually('the count', () => luca?.counts['unassigned'] === 1 && anna?.counts['open'] === 1);
  for (const page of support) {
    expect(page.told(gated.ticket)).toBe(false);
    expect(page.told('Fresa da autorizzare')).toBe(false);
    expect(page.told('È per domani')).toBe(false);
  }

  await cluster.world.run('giulia', 'ticket.move', { ticket: gated.ticket, to: 'new' });
  for (const page of [luca, anna, elena])
    await eventually('what was let through', () => page?.hasRow(gated.ticket) ?? false);
  await eventually('its count', () => luca?.counts['unassigned'] === 2 && giulia.counts['authorize'] === 0);
  expect(dario?.told(gated.ticket)).toBe(false);
});
