import type { TestInstallation } from '@sportello/domain/testing';
import { type ArticleRecord, newId, oweEntries, owes } from '@sportello/models';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bothSides, find, openPatient, startConsumer } from './testing/indexing.ts';
import { stopConsumers } from './testing/running.ts';

let portal: TestInstallation;
beforeAll(async () => {
  const { meiliUrl, meiliKey } = servers();
  const name = uniqueName('consuming');
  portal = await openPatient({ mongoUrl: databaseUrl(name), meiliUrl, meiliKey }, name);
});
afterAll(async () => {
  await portal.installation.search.drop();
  await portal.close();
});
afterEach(stopConsumers);

test('what is written is found, and nothing stays owed', async () => {
  const { database, search } = portal.installation;
  const early = await portal.openTicket('marco', {
    title: 'Il carciofo',
    description: 'Prima che la ricerca partisse',
  });
  const consumer = startConsumer(portal);
  await consumer.idle();
  expect((await find(portal, 'marco', 'carciofo')).tickets).toEqual([early.number]);
  await portal.run('luca', 'ticket.reply', { ticket: early.ticket, body: 'Provi con il prezzemolo' });
  await consumer.idle();
  expect((await find(portal, 'marco', 'prezzemolo')).messages).toEqual([`${early.number}.2`]);
  expect(await owes(database, 'search')).toBe(false);
  expect((await database.entries.find({}).lean()).filter(({ todo }) => todo?.includes('search'))).toEqual([]);
  expect(await search.stats()).toEqual({ articles: 0, tickets: 1, messages: 2 });
});

test('what was corrected is found by its new words alone, what was withdrawn by none', async () => {
  const consumer = startConsumer(portal);
  const { ticket, number } = await portal.openTicket('marco', { description: 'Manca il topinambur' });
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Provi con la scorzonera' });
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Oppure con il rafano' });
  await consumer.idle();
  await portal.run('luca', 'ticket.amend', { ticket, seq: 2, body: 'Provi con la barbabietola' });
  await portal.run('luca', 'ticket.retract', { ticket, seq: 3 });
  // Also before the index knows.
  expect((await find(portal, 'marco', 'rafano')).messages).toEqual([]);
  await consumer.idle();
  expect((await find(portal, 'marco', 'scorzonera')).messages).toEqual([]);
  expect((await find(portal, 'marco', 'barbabietola')).messages).toEqual([`${number}.2`]);
  expect((await find(portal, 'marco', 'rafano')).messages).toEqual([]);
  const { expected, indexed } = await bothSides(portal);
  expect(indexed).toEqual(expected);
});

test('files are found by name and description: those of notes by support alone, those of withdrawn messages by nobody', async () => {
  const { database, now } = portal.installation;
  const consumer = startConsumer(portal);
  const { ticket, number } = await portal.openTicket('marco');
  const attach = async (person: 'marco' | 'luca', command: 'ticket.reply' | 'ticket.note', name: string) => {
    const id = newId();
    const owner = portal.ids.people.get(person) ?? '';
    const whole = { isWhole: true, isBound: false, type: 'text/plain', size: 1, digest: 'x' };
    await database.attachments.create({ _id: id, owner, at: now(), name, ...whole });
    const attachments = [{ id, description: 'preso dal barattolo' }];
    expect(await portal.run(person, command, { ticket, body: '', attachments })).toMatchObject({ ok: true });
  };
  await attach('marco', 'ticket.reply', 'melograno_77123.txt');
  await attach('luca', 'ticket.note', 'corbezzolo.txt');
  await attach('luca', 'ticket.reply', 'giuggiola.txt');
  await consumer.idle();
  const found = async (by: 'marco' | 'luca' | 'paolo', q: string) => (await find(portal, by, q)).messages;
  for (const q of ['melograno', 'melogrno', '77123', 'melograno_77123.txt'])
    expect(await found('marco', q)).toEqual([`${number}.2`]);
  expect(await found('paolo', 'melograno')).toEqual([]);
  expect(await found('luca', 'corbezzolo')).toEqual([`${number}.3`]);
  expect(await found('marco', 'corbezzolo')).toEqual([]);
  expect(await found('marco', 'giuggiola')).toEqual([`${number}.3`]);
  expect(await found('marco', 'barattolo')).toHaveLength(1);
  await portal.run('marco', 'ticket.amend', { ticket, seq: 2, body: 'Ecco il registro' });
  await portal.run('luca', 'ticket.retract', { ticket, seq: 4 });
  // Also before the index knows.
  expect(await found('marco', 'giuggiola')).toEqual([]);
  await consumer.idle();
  expect(await found('marco', 'melograno')).toEqual([`${number}.2`]);
  expect(await found('luca', 'giuggiola')).toEqual([]);
  const { expected, indexed } = await bothSides(portal);
  expect(indexed).toEqual(expected);
});

test('many messages at once are all there, once', async () => {
  const consumer = startConsumer(portal);
  const opened = await Promise.all(
    Array.from({ length: 6 }, (_, n) => portal.openTicket('paolo', { title: `Cavolo ${n}` })),
  );
  await Promise.all(
    opened.flatMap(({ ticket }) =>
      Array.from({ length: 20 }, (_, n) =>
        portal.run('luca', 'ticket.reply', { ticket, body: `cavolfiore ${n}` }),
      ),
    ),
  );
  await consumer.idle();
  const { expected, indexed } = await bothSides(portal);
  expect(indexed).toEqual(expected);
  expect((await find(portal, 'paolo', 'cavolfiore')).messages).toHaveLength(6);
});

test('a ticket let through by its company becomes findable for support with all that is written in it', async () => {
  const consumer = startConsumer(portal);
  const { ticket, number } = await portal.openTicket('sara', {
    title: 'Zafferano',
    description: 'Comprare il cardamomo',
  });
  await consumer.idle();
  expect((await find(portal, 'giulia', 'cardamomo')).messages).toEqual([`${number}.1`]);
  const { search } = portal.installation;
  const asSupport = {
    q: 'cardamomo',
    sections: ['messages'] as const,
    limit: 5,
    locale: 'it',
    scope: { excludedStates: ['authorization'] },
    side: 'staff',
    articles: { kind: 'staff' },
  } as const;
  expect((await search.find(asSupport)).messages).toEqual([]);
  expect((await portal.run('giulia', 'ticket.move', { ticket, to: 'new' })).ok).toBe(true);
  await consumer.idle();
  expect((await search.find(asSupport)).messages).toHaveLength(1);
  expect((await find(portal, 'luca', 'cardamomo')).messages).toEqual([`${number}.1`]);
});

test('who is called to a ticket finds what was written before', async () => {
  const consumer = startConsumer(portal);
  const { ticket, number } = await portal.openTicket('marco', {
    title: 'Lo scalogno',
    description: 'Il topinambur non si stampa',
  });
  await consumer.idle();
  expect((await find(portal, 'dario', 'topinambur')).messages).toEqual([]);
  await portal.run('anna', 'ticket.assign', { ticket, operator: portal.ids.people.get('dario') ?? '' });
  await consumer.idle();
  expect((await find(portal, 'dario', 'topinambur')).messages).toEqual([`${number}.1`]);
});

test('doing everything again changes nothing', async () => {
  const { database, search } = portal.installation;
  const consumer = startConsumer(portal);
  await consumer.idle();
  const before = await search.stats();
  const all = await database.entries.find({}).lean();
  await oweEntries(database, 'search', all);
  consumer.wake();
  await consumer.idle();
  expect(await search.stats()).toEqual(before);
});

test('articles are found, changed articles as they are now', async () => {
  const { database } = portal.installation;
  const consumer = startConsumer(portal);
  const article: ArticleRecord = {
    _id: 'a1',
    slug: 'rafano',
    locale: 'it',
    category: 'accounting',
    title: 'Il rafano',
    summary: 'Radice',
    body: 'Si grattugia',
    audience: 'public',
    tags: [],
    related: [],
    views: 0,
    updatedAt: 1,
    revision: 1,
    todo: ['search'],
  };
  await database.articles.create(article);
  await consumer.idle();
  await database.articles.updateOne(
    { _id: 'a1' },
    { $set: { title: 'Il wasabi', revision: 2, todo: ['search'] } },
  );
  await consumer.idle();
  const { search } = portal.installation;
  const found = await search.find({
    q: 'wasabi',
    sections: ['articles'],
    limit: 5,
    locale: 'it',
    scope: null,
    side: 'customer',
    articles: { kind: 'visitor' },
  });
  expect(found.articles.map(({ slug }) => slug)).toEqual(['rafano']);
  expect(await owes(database, 'search')).toBe(false);
});

test('what is owed is read by its index', async () => {
  const { entries } = portal.installation.database;
  const plan = JSON.stringify(
    await entries.collection.find({ todo: 'search' }).sort({ at: 1 }).limit(500).explain('queryPlanner'),
  );
  expect(plan).toContain('"todo_1_at_1"');
  expect(plan).not.toContain('COLLSCAN');
  expect(plan).not.toContain('"stage":"SORT"');
});
