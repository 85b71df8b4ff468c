import { createServer } from 'node:net';
import type { SearchAnswer } from '@sportello/core';
import { newId } from '@sportello/models';
import { openSearch } from '@sportello/search';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../../ask.ts';
import type { Installation } from '../../installation.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/index.ts';
import { search } from '../search.ts';

type Person = Parameters<TestInstallation['as']>[0];
const name = uniqueName('titles');
let portal: TestInstallation;
let ofRossi: number;
let ofBianchi: number;

beforeAll(async () => {
  const { meiliUrl, meiliKey } = servers();
  portal = await openTestInstallation({ mongoUrl: databaseUrl(name), meiliUrl, meiliKey }, name);
  ofRossi = (await portal.openTicket('marco', { title: 'Cespiti: errore DOC320Q' })).number;
  const called = await portal.openTicket('paolo', { title: 'Città dei cespiti' });
  ofBianchi = called.number;
  await portal.openTicket('sara', { title: 'Cespiti nuovi' });
  await portal.run('anna', 'ticket.assign', {
    ticket: called.ticket,
    operator: portal.ids.people.get('dario') ?? '',
  });
  const article = {
    locale: 'it',
    category: 'accounting',
    related: [],
    views: 0,
    updatedAt: 1,
    revision: 1,
    tags: [],
  } as const;
  const texts = { summary: 'Come si fa', body: 'Dal menu.' };
  await portal.installation.database.articles.insertMany([
    {
      ...article,
      ...texts,
      _id: newId(),
      slug: 'cespiti',
      title: 'Registrare i cespiti',
      audience: 'public',
    },
    { ...article, ...texts, _id: newId(), slug: 'prezzi', title: 'Cespiti: prezzi', audience: 'signedIn' },
  ]);
});
afterAll(() => portal.close());

/** The installation with an engine that cannot be had. */
const withEngine = (url: string): Installation => ({
  ...portal.installation,
  search: openSearch({ url, key: 'irrelevant-irrelevant', prefix: 'away' }),
});

async function find(on: Installation, by: Person, q: string): Promise<SearchAnswer> {
  const result = await ask(on, await portal.as(by), 'search', { q });
  if (!result.ok) throw new Error(result.code);
  return result.data;
}
const numbersOf = ({ tickets }: SearchAnswer): number[] => tickets.map(({ number }) => number).sort();

async function answersFromTheDatabase(on: Installation): Promise<void> {
  const found = await find(on, 'luca', 'cesp');
  expect(found).toMatchObject({ engine: 'database', messages: [] });
  expect(numbersOf(found)).toEqual([ofRossi, ofBianchi]);
  expect(found.articles.map(({ slug }) => slug).sort()).toEqual(['cespiti', 'prezzi']);
  expect(numbersOf(await find(on, 'marco', `#${ofRossi}`))).toEqual([ofRossi]);
}

test('nobody listens: numbers and titles come from the database', async () => {
  await answersFromTheDatabase(withEngine('http://127.0.0.1:1'));
});

test('somebody listens and never answers: the same (B.4)', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  try {
    await answersFromTheDatabase(
      withEngine(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`),
    );
  } finally {
    silent.close();
  }
});

test('also from the database everybody gets only what is theirs (TEN-07)', async () => {
  const on = withEngine('http://127.0.0.1:1');
  expect(numbersOf(await find(on, 'marco', 'cespiti'))).toContain(ofRossi);
  expect(numbersOf(await find(on, 'marco', 'cespiti'))).not.toContain(ofBianchi);
  expect(numbersOf(await find(on, 'paolo', `#${ofRossi}`))).toEqual([]);
  const ofPaolo = await find(on, 'paolo', 'cespiti');
  expect(numbersOf(ofPaolo)).toEqual([ofBianchi]);
  expect(JSON.stringify(ofPaolo)).not.toContain(portal.ids.people.get('dario'));
  const visitor = { principal: null, locale: 'it' } as const;
  const data = { q: 'CESPITÌ', sections: ['articles' as const, 'tickets' as const], limit: 6 };
  const result = await search(on, visitor, data);
  expect(result).toMatchObject({
    ok: true,
    data: { engine: 'database', tickets: [], articles: [{ slug: 'cespiti' }] },
  });
});

test('words may be unfinished, in any order and without their accents; matches are marked', async () => {
  const [hit] = (await find(withEngine('http://127.0.0.1:1'), 'luca', 'cesp CITTA')).tickets;
  expect(hit?.title.filter((piece) => piece.hit).map(({ text }) => text)).toEqual(['Città', 'cespiti']);
});

test('titles are looked up by an index', async () => {
  const { tickets } = portal.installation.database;
  const recent = tickets.collection
    .find({ state: { $in: ['new', 'working'] }, priorityRank: { $in: [0, 1, 2, 3] } })
    .sort({ activityAt: -1, _id: -1 });
  const plan = JSON.stringify(await recent.limit(500).explain('queryPlanner'));
  expect(plan).toContain('SORT_MERGE');
  expect(plan).not.toContain('COLLSCAN');
});
