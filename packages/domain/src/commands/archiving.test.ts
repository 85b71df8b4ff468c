import type { ListQueryInput } from '@sportello/core';
import type { PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('archiving'));
});
afterAll(() => test.close());

/** Ids in a list of somebody, and the counters of the views. */
async function listOf(by: PersonId, query: ListQueryInput) {
  const answer = await ask(test.installation, await test.as(by), 'list', query);
  if (!answer.ok) throw new Error(answer.code);
  const { rows, counts } = answer.data;
  return { ids: rows.map(({ ticket }) => ticket.id), counts };
}

it('takes a ticket out of the list and the counts of one person alone', async () => {
  const { ticket } = await test.openTicket('marco');
  await test.openTicket('marco');
  const before = await listOf('marco', { view: 'open' });
  const colleague = await listOf('giulia', { view: 'open' });
  expect(await test.run('marco', 'ticket.archive', { ticket })).toMatchObject({ ok: true });

  const after = await listOf('marco', { view: 'open' });
  expect(after.ids).toEqual(before.ids.filter((id) => id !== ticket));
  expect(after.counts.open).toBe((before.counts.open ?? 0) - 1);
  expect(after.counts.archived).toBe(1);
  expect((await listOf('marco', { view: 'archived' })).ids).toEqual([ticket]);
  expect(await listOf('giulia', { view: 'open' })).toEqual(colleague);
  expect((await listOf('giulia', { view: 'archived' })).ids).toEqual([]);
});

it('is told to the person who did it and to nobody else', async () => {
  const { ticket } = await test.openTicket('marco');
  await test.run('marco', 'ticket.archive', { ticket });
  const told = async (by: PersonId) => {
    const answer = await ask(test.installation, await test.as(by), 'sync', { ticket });
    return answer.ok ? answer.data.readers.filter(({ archived }) => archived !== undefined).length : -1;
  };
  expect(await told('marco')).toBe(1);
  expect(await told('giulia')).toBe(0);
  expect(await told('luca')).toBe(0);
});

it('may be repeated, and taken back', async () => {
  const { ticket } = await test.openTicket('marco');
  for (const archived of [true, true, false, false]) {
    const name = archived ? 'ticket.archive' : 'ticket.unarchive';
    expect(await test.run('marco', name, { ticket })).toEqual({ ok: true, data: { ticket, archived } });
    const { ids } = await listOf('marco', { view: archived ? 'archived' : 'open' });
    expect(ids).toContain(ticket);
  }
});

it('ends with the next message, whoever writes it; a note or a change is none', async () => {
  for (const by of ['luca', 'marco'] as const) {
    const { ticket } = await test.openTicket('marco');
    await test.run('marco', 'ticket.archive', { ticket });
    await test.run('anna', 'ticket.archive', { ticket });
    await test.run('luca', 'ticket.note', { ticket, body: 'nota' });
    await test.run('luca', 'ticket.take', { ticket });
    expect((await listOf('marco', { view: 'open' })).ids).not.toContain(ticket);
    await test.run(by, 'ticket.reply', { ticket, body: 'eccomi' });
    for (const person of ['marco', 'anna'] as const) {
      expect((await listOf(person, { view: 'open' })).ids).toContain(ticket);
      expect((await listOf(person, { view: 'archived' })).ids).not.toContain(ticket);
    }
  }
});

it('does not hide a message that is written at the same moment', async () => {
  const { ticket } = await test.openTicket('marco');
  await Promise.all(
    ['uno', 'due', 'tre'].flatMap((body) => [
      test.run('luca', 'ticket.reply', { ticket, body }),
      test.run('marco', 'ticket.archive', { ticket }),
    ]),
  );
  const answer = await ask(test.installation, await test.as('marco'), 'list', { view: 'all' });
  const row = answer.ok && answer.data.rows.find((one) => one.ticket.id === ticket);
  const archived = (await listOf('marco', { view: 'archived' })).ids.includes(ticket);
  // The list and the position agree, whichever came first.
  expect(row ? row.archived : true).toBe(archived ? true : undefined);
  await test.run('luca', 'ticket.reply', { ticket, body: 'quattro' });
  expect((await listOf('marco', { view: 'open' })).ids).toContain(ticket);
});

it('leaves search as it is', async () => {
  const { ticket, number } = await test.openTicket('marco');
  await test.run('marco', 'ticket.archive', { ticket });
  const found = await ask(test.installation, await test.as('marco'), 'search', { q: String(number) });
  expect(found.ok && found.data.tickets.map(({ id }) => id)).toContain(ticket);
});
