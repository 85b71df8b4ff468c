import { type Entry, fold, type Ticket } from '@sportello/core';
import { fromEntryRecord, fromRecord } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../ask.ts';
import { openTestInstallation, type TestInstallation } from '../testing/installation.ts';
import { loadLarge } from './large.ts';

let world: TestInstallation;

beforeAll(async () => {
  world = await openTestInstallation(servers(), uniqueName('large'));
});
afterAll(() => world.close());

async function readLogs(): Promise<Map<string, Entry[]>> {
  const records = await world.installation.database.entries.find().sort({ ticket: 1, seq: 1 }).lean();
  const logs = new Map<string, Entry[]>();
  for (const entry of records.map(fromEntryRecord)) {
    const log = logs.get(entry.ticket);
    if (log) log.push(entry);
    else logs.set(entry.ticket, [entry]);
  }
  return logs;
}

test('every invented ticket is the fold of its log, and the long thread has the length asked for', async () => {
  const added = await loadLarge(world.installation, { tickets: 400, thread: 1_234 });
  expect(added.tickets).toBe(401);
  const tickets = (await world.installation.database.tickets.find().lean()).map(fromRecord);
  const logs = await readLogs();
  expect(tickets).toHaveLength(401);
  for (const ticket of tickets) {
    const folded = (logs.get(ticket.id) ?? []).reduce<Ticket | null>(
      (before, entry) => fold(before, entry),
      null,
    );
    expect(folded).toEqual(ticket);
  }
  expect(tickets.find(({ number }) => number === added.threadNumber)?.seq).toBe(1_234);
});

test('a second world comes beside the first, and people keep on opening tickets after it', async () => {
  const again = await loadLarge(world.installation, { tickets: 30 });
  expect(await world.installation.database.tickets.countDocuments()).toBe(431);
  const opened = await world.openTicket('giulia');
  expect(opened.number).toBeGreaterThan(again.firstNumber + 29);
});

test('an operator finds open, waiting and closed tickets in it', async () => {
  for (const view of ['open', 'unassigned', 'waiting', 'closed'] as const) {
    const answer = await ask(world.installation, await world.as('anna'), 'list', { view });
    expect(answer.ok && answer.data.rows.length, view).toBeGreaterThan(5);
  }
});
