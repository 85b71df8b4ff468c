import type { Entry, QueryOutput, Side } from '@sportello/core';
import { newId, type PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('amending'));
});
afterAll(() => test.close());

/** A ticket of Marco's with an answer and a note by Luca, and one more message of Marco's (2, 3 and 4; for customers 2 and 3). */
async function conversation(): Promise<string> {
  const { ticket } = await test.openTicket('marco');
  await test.run('luca', 'ticket.reply', { ticket, body: 'Ci penso io' });
  await test.run('luca', 'ticket.note', { ticket, body: 'Paga sempre tardi' });
  await test.run('marco', 'ticket.reply', { ticket, body: 'La password è girasole' });
  return ticket;
}

async function seenBy(person: PersonId, ticket: string): Promise<QueryOutput<'sync'>> {
  const answer = await ask(test.installation, await test.as(person), 'sync', { ticket });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
}
const numberFor: Readonly<Record<Side, number>> = { staff: 4, customer: 3 };
const entryOf = ({ entries }: { entries: readonly Entry[] }, seq: number) =>
  entries.find((entry) => entry.seq === seq);

describe('a message corrected by who wrote it', () => {
  it('says the new words to everybody, and the old ones to staff who ask', async () => {
    const ticket = await conversation();
    const { seq } = { seq: numberFor.customer };
    expect(
      await test.run('marco', 'ticket.amend', { ticket, seq, body: 'La mando per telefono' }),
    ).toMatchObject({
      ok: true,
      data: { seq: 4, pub: 4 },
    });
    for (const [person, side] of [
      ['marco', 'customer'],
      ['luca', 'staff'],
    ] as const) {
      const seen = await seenBy(person, ticket);
      expect(entryOf(seen, numberFor[side])).toMatchObject({
        body: 'La mando per telefono',
        amended: { withdrawn: false },
      });
      expect(seen.ticket.lastCustomer?.excerpt).toBe('La mando per telefono');
      expect(JSON.stringify(seen)).not.toContain('girasole');
    }
    const asked = { ticket, seq: numberFor.staff };
    expect(await ask(test.installation, await test.as('luca'), 'versions', asked)).toMatchObject({
      ok: true,
      data: { versions: [{ text: 'La password è girasole', files: [] }] },
    });
  });

  it('is nobody’s news: what was read stays read, and nothing moves', async () => {
    const ticket = await conversation();
    await test.run('luca', 'ticket.read', { ticket, seq: 4 });
    const before = await seenBy('luca', ticket);
    await test.run('marco', 'ticket.amend', { ticket, seq: 3, body: 'Meglio così' });
    const { unread, ticket: after } = await seenBy('luca', ticket);
    expect({ unread, at: after.activityAt, due: after.due }).toEqual({
      unread: 0,
      at: before.ticket.activityAt,
      due: before.ticket.due,
    });
  });
});

it('a correction made of an older one is refused: neither device writes over the other (B.2)', async () => {
  const ticket = await conversation();
  const correct = (by: PersonId, seq: number, body: string, was: number) =>
    test.run(by, 'ticket.amend', { ticket, seq, body, was });
  expect(await correct('marco', 3, 'Dal computer', 0)).toMatchObject({ ok: true, data: { pub: 4 } });
  expect(await correct('marco', 3, 'Dal telefono', 0)).toMatchObject({
    ok: false,
    code: 'stale',
    field: 'body',
  });
  expect(entryOf(await seenBy('marco', ticket), 3)?.body).toBe('Dal computer');
  // Whoever has seen it may: each side by its own numbers.
  const { amended } = entryOf(await seenBy('marco', ticket), 3) ?? {};
  expect(await correct('marco', 3, 'Dal telefono', amended?.seq ?? 0)).toMatchObject({ ok: true });
  expect(await correct('luca', 3, 'Paga puntuale', 0)).toMatchObject({ ok: true });
  expect(await correct('luca', 3, 'Paga e basta', 0)).toMatchObject({ code: 'stale' });
  const note = entryOf(await seenBy('luca', ticket), 3);
  expect(await correct('luca', 3, 'Paga e basta', note?.amended?.seq ?? 0)).toMatchObject({ ok: true });
});

it('a message withdrawn leaves who and when, and no word to customers (B.2)', async () => {
  const ticket = await conversation();
  await test.run('luca', 'ticket.retract', { ticket, seq: 2 });
  const seen = await seenBy('marco', ticket);
  expect(entryOf(seen, 2)).toMatchObject({
    kind: 'message',
    author: { id: test.ids.people.get('luca') },
    body: null,
    amended: { withdrawn: true },
  });
  expect(JSON.stringify(seen)).not.toContain('Ci penso io');
  expect(await test.run('luca', 'ticket.amend', { ticket, seq: 2, body: 'Ancora' })).toMatchObject({
    code: 'message_withdrawn',
  });
});

it('a note corrected leaves customers no trace, not even a number', async () => {
  const ticket = await conversation();
  const before = await seenBy('marco', ticket);
  await test.run('luca', 'ticket.amend', { ticket, seq: 3, body: 'Paga puntuale' });
  expect({ ...(await seenBy('marco', ticket)), at: 0 }).toEqual({ ...before, at: 0 });
  expect(entryOf(await seenBy('anna', ticket), 3)?.body).toBe('Paga puntuale');
});

it('refuses what is somebody else’s, too old, the description, or of a ticket that is done', async () => {
  const ticket = await conversation();
  const code = async (person: PersonId, name: 'ticket.amend' | 'ticket.retract', seq: number) => {
    const answer = await test.run(person, name, {
      ticket,
      seq,
      ...(name === 'ticket.amend' && { body: 'x' }),
    });
    return answer.ok ? 'ok' : answer.code;
  };
  expect(await code('giulia', 'ticket.amend', 3)).toBe('not_own_message');
  expect(await code('luca', 'ticket.retract', 4)).toBe('not_own_message');
  expect(await code('anna', 'ticket.retract', 3)).toBe('not_own_message');
  expect(await code('rita', 'ticket.amend', 3)).toBe('forbidden');
  expect(await code('marco', 'ticket.retract', 1)).toBe('description_stays');
  expect(await code('marco', 'ticket.amend', 99)).toBe('not_found');
  test.clock.ahead += 16 * 60_000;
  expect(await code('marco', 'ticket.retract', 3)).toBe('amend_expired');
  await test.run('luca', 'ticket.reply', { ticket, body: 'Fatto', move: { to: 'closed' } });
  expect(await code('luca', 'ticket.amend', 5)).toBe('not_allowed_now');
});

it('of several corrections at once the last one stands, and what is withdrawn meanwhile stays withdrawn', async () => {
  const ticket = await conversation();
  const other = await test.another();
  await Promise.all([
    ...[1, 2, 3].map((n) => test.run('marco', 'ticket.amend', { ticket, seq: 3, body: `versione ${n}` })),
    test.run('marco', 'ticket.retract', { ticket, seq: 3 }),
    test.run('luca', 'ticket.reply', { ticket, body: 'Nel frattempo' }),
  ]);
  const answer = await ask(other, await test.as('marco'), 'sync', { ticket });
  const entries = answer.ok ? answer.data.entries : [];
  expect(entries[2]).toMatchObject({ body: null, amended: { withdrawn: true } });
  expect(entries.filter(({ amends }) => amends).at(-1)?.amends?.text).toBeNull();
});

describe('what was said of the files of a message', () => {
  /** A message of Marco's with two files, as number 2. */
  async function withFiles(body: string) {
    const { database, now } = test.installation;
    const { ticket } = await test.openTicket('marco');
    const owner = test.ids.people.get('marco') ?? '';
    const ids = [newId(), newId()];
    const whole = { owner, isWhole: true, isBound: false, type: 'text/plain', size: 1, digest: 'x' };
    await database.attachments.create(
      ids.map((_id, nth) => ({ ...whole, _id, at: now(), name: `${nth}.txt` })),
    );
    const attachments = ids.map((id) => ({ id, description: 'La password è girasole' }));
    expect(await test.run('marco', 'ticket.reply', { ticket, body, attachments })).toMatchObject({
      ok: true,
    });
    return { ticket, ids };
  }
  const said = (data: QueryOutput<'sync'>) =>
    entryOf(data, 2)?.attachments.map(({ description }) => description);

  it('is corrected with it, for everybody, and stays so when the text is corrected once more', async () => {
    const { ticket, ids } = await withFiles('Ecco');
    const [first = '', second = ''] = ids;
    const amend = (body: string, descriptions?: { id: string; description: string | null }[]) =>
      test.run('marco', 'ticket.amend', { ticket, seq: 2, body, ...(descriptions && { descriptions }) });
    expect(await amend('Ecco', [{ id: first, description: 'Il registro' }])).toMatchObject({ ok: true });
    expect(await amend('Ecco', [{ id: second, description: null }])).toMatchObject({ ok: true });
    expect(await amend('Ecco qui')).toMatchObject({ ok: true });
    expect(await amend('Ecco qui', [{ id: first, description: 'Il registro' }])).toMatchObject({
      code: 'unchanged',
    });
    expect(await amend('Ecco qui', [{ id: newId(), description: 'x' }])).toMatchObject({ code: 'not_found' });
    expect(await amend('')).toMatchObject({ code: 'empty', field: 'body' });
    for (const person of ['marco', 'luca'] as const) {
      const seen = await seenBy(person, ticket);
      expect(said(seen)).toEqual(['Il registro', null]);
      expect(entryOf(seen, 2)?.body).toBe('Ecco qui');
      // What was taken back is told by no entry.
      expect(JSON.stringify(seen)).not.toContain('girasole');
    }
  });

  it('is corrected where there is no text, and the list goes on telling the file', async () => {
    const { ticket, ids } = await withFiles('');
    const descriptions = ids.map((id) => ({ id, description: 'Il registro' }));
    expect(await test.run('marco', 'ticket.amend', { ticket, seq: 2, body: '', descriptions })).toMatchObject(
      {
        ok: true,
      },
    );
    const seen = await seenBy('luca', ticket);
    expect(said(seen)).toEqual(['Il registro', 'Il registro']);
    expect(seen.ticket.lastCustomer?.excerpt).toBe('0.txt');
  });
});
