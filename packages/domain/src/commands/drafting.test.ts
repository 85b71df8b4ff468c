import { randomUUID } from 'node:crypto';
import { DRAFT_DAYS, type Result } from '@sportello/core';
import { newId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { sweepUploads } from '../attachments/sweep.ts';
import type { Context } from '../context.ts';
import { openTestInstallation, plainTicket, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('drafting'));
});
afterAll(() => test.close());

type Who = Parameters<TestInstallation['run']>[0];
const contextOf = (who: Who): Promise<Context> | Context => (typeof who === 'string' ? test.as(who) : who);
/** A draft that no other test uses. */
let names = 0;
const freshName = () => {
  names += 1;
  return `new-ticket:${names}`;
};
const keep = (by: Who, name: string, base: string | null, title: string, more = {}) => {
  const version = randomUUID();
  return test
    .run(by, 'draft.keep', { name, base, version, fields: { title }, files: [], ...more })
    .then((answer) => ({ answer, version }));
};
const kept = async (by: Who, name: string) => {
  const answer = await ask(test.installation, await contextOf(by), 'draft', { name });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.draft;
};
const code = (answer: Result<unknown>) => (answer.ok ? 'ok' : answer.code);

describe('a draft', () => {
  it('follows its writer, version after version', async () => {
    const name = freshName();
    const first = await keep('marco', name, null, 'Uno');
    const second = await keep('marco', name, first.version, 'Due');
    expect(await kept('marco', name)).toMatchObject({ version: second.version, fields: { title: 'Due' } });
  });

  it('is never overwritten by who has not seen it, and keeping it twice is keeping it once', async () => {
    const name = freshName();
    const first = await keep('marco', name, null, 'Uno');
    const other = await keep('marco', name, first.version, 'Dal telefono');
    expect(code((await keep('marco', name, first.version, 'Dal computer')).answer)).toBe('stale');
    expect(code((await keep('marco', name, null, 'Senza sapere')).answer)).toBe('stale');
    const again = {
      name,
      base: first.version,
      version: other.version,
      fields: { title: 'Dal telefono' },
      files: [],
    };
    expect(await test.run('marco', 'draft.keep', again)).toMatchObject({ ok: true });
    expect((await kept('marco', name))?.fields).toEqual({ title: 'Dal telefono' });
  });

  it('of two that begin at once one is told that there is another', async () => {
    const name = freshName();
    const both = await Promise.all([keep('marco', name, null, 'A'), keep('marco', name, null, 'B')]);
    expect(both.map(({ answer }) => code(answer)).sort()).toEqual(['ok', 'stale']);
  });

  it('is nobody else’s, and of no other company', async () => {
    const name = freshName();
    await keep(await test.as('chiara', 'bianchi'), name, null, 'Per Bianchi');
    expect(await kept(await test.as('chiara', 'verdi'), name)).toBeNull();
    for (const other of ['paolo', 'marco', 'luca', 'anna'] as const)
      expect(await kept(other, name)).toBeNull();
    expect((await kept(await test.as('chiara', 'bianchi'), name))?.fields).toEqual({ title: 'Per Bianchi' });
  });

  it('is dropped by who has seen it; a newer one stays', async () => {
    const name = freshName();
    const first = await keep('marco', name, null, 'Uno');
    const second = await keep('marco', name, first.version, 'Due');
    expect(code(await test.run('marco', 'draft.drop', { name, base: first.version }))).toBe('stale');
    expect(code(await test.run('marco', 'draft.drop', { name, base: second.version }))).toBe('ok');
    expect(code(await test.run('marco', 'draft.drop', { name, base: second.version }))).toBe('ok');
    expect(await kept('marco', name)).toBeNull();
  });

  it('goes with the ticket that it becomes; what was written in it meanwhile stays', async () => {
    const key = randomUUID();
    const name = 'new-ticket';
    const fields = { key, title: plainTicket.title, description: `${plainTicket.description}\n` };
    const first = await keep('marco', name, null, '', { fields });
    await test.run('marco', 'ticket.open', plainTicket, key);
    expect(await kept('marco', name)).toBeNull();
    await keep('marco', name, first.version, '', { fields: { ...fields, description: 'Dell’altro' } });
    await test.run('marco', 'ticket.open', plainTicket, key);
    expect((await kept('marco', name))?.fields['description']).toBe('Dell’altro');
  });

  it('is refused to whoever opens no tickets, and where it is too large or has no such name', async () => {
    expect(code((await keep('rita', freshName(), null, 'x')).answer)).toBe('forbidden');
    expect(code((await keep('marco', 'altro', null, 'x')).answer)).toBe('malformed');
    expect(code((await keep('marco', freshName(), null, 'x'.repeat(40_000))).answer)).toBe('too_large');
    expect(code((await keep('marco', freshName(), null, '', { fields: { $where: 'x' } })).answer)).toBe(
      'not_allowed_value',
    );
  });

  it('is one of a few: nobody fills the database with them', async () => {
    for (let more = 0; more < 50; more += 1) await keep('giulia', freshName(), null, 'Una delle tante');
    expect(code((await keep('giulia', freshName(), null, 'Una di troppo')).answer)).toBe('too_large');
  });

  it('is forgotten by the database after its days', async () => {
    const indexes = await test.installation.database.drafts.collection.indexes();
    expect(indexes.find(({ key }) => 'at' in key)?.expireAfterSeconds).toBe(DRAFT_DAYS * 86_400);
  });
});

it('files stay with the draft that will send them, its writer’s own only', async () => {
  const { database, now } = test.installation;
  const upload = async (owner: 'marco' | 'paolo', id = newId()) => {
    const facts = { name: 'foto.png', type: 'image/png', size: 3, width: null, height: null, digest: 'x' };
    const person = test.ids.people.get(owner) ?? '';
    await database.attachments.create({
      _id: id,
      owner: person,
      at: now(),
      isWhole: true,
      isBound: false,
      ...facts,
    });
    return { id, description: 'La schermata' };
  };
  const [own, foreign, loose] = await Promise.all([upload('marco'), upload('paolo'), upload('marco')]);
  const name = freshName();
  await keep('marco', name, null, 'Con una foto', { files: [own, foreign] });
  test.clock.ahead += 30 * 60 * 60 * 1_000;
  await sweepUploads(test.installation);
  expect(await database.attachments.exists({ _id: loose.id })).toBeNull();
  expect(await kept('marco', name)).toMatchObject({
    files: [{ file: { id: own.id, name: 'foto.png' }, description: 'La schermata' }],
  });
  const ticket = { ...plainTicket, attachments: [{ id: own.id }] };
  expect(await test.run('marco', 'ticket.open', ticket)).toMatchObject({ ok: true });
});
