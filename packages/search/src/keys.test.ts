import { servers, uniqueName } from '@sportello/services/testing';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SearchUnavailableError } from './errors.ts';
import { openSearch, type Search } from './open.ts';
import { fill, foundIn, request, ticket } from './testing/sample.ts';

const prefix = uniqueName('keys');
let master: Meilisearch;
let search: Search;

const open = (key = servers().meiliKey, name = prefix): Search =>
  openSearch({ url: servers().meiliUrl, key, prefix: name, patience: 5_000 });

beforeAll(async () => {
  master = new Meilisearch({ host: servers().meiliUrl, apiKey: servers().meiliKey });
  search = open();
  await search.ensureIndexes();
  await fill(search, { tickets: [ticket(401, 'Stampante ferma')] });
});
afterAll(async () => {
  await search.drop();
  for (const { uid } of await keysOf(prefix)) await master.deleteKey(uid);
});

/** The keys of an installation, as the engine lists them. */
async function keysOf(name: string) {
  const { results } = await master.getKeys({ limit: 1_000 });
  return results.filter((key) => key.name?.startsWith(`${name}: `));
}

const clientWith = (apiKey: string) => new Meilisearch({ host: servers().meiliUrl, apiKey });
const keyFor = async (purpose: string): Promise<string> =>
  (await keysOf(prefix)).find(({ name }) => name === `${prefix}: ${purpose}`)?.key ?? '';
const refused = { cause: expect.objectContaining({ code: 'invalid_api_key' }) };

test('whoever opens the same installation works with the same two keys', async () => {
  const others = [open(), open(), open()];
  const found = await Promise.all(others.map((one) => one.find(request('stampante'))));
  expect(found.map((one) => foundIn(one).tickets)).toEqual([[401], [401], [401]]);
  expect((await keysOf(prefix)).map(({ name }) => name).sort()).toEqual([
    `${prefix}: indexing`,
    `${prefix}: search`,
  ]);
});

test('the key of searches finds, and can neither write nor read what it did not find (SEA-05, SEA-07)', async () => {
  const client = clientWith(await keyFor('search'));
  const tickets = client.index(`${prefix}_tickets`);
  expect((await tickets.search('stampante')).hits).toHaveLength(1);
  await expect(tickets.addDocuments([{ id: 'x' }])).rejects.toMatchObject(refused);
  await expect(tickets.deleteAllDocuments()).rejects.toMatchObject(refused);
  await expect(tickets.getDocuments()).rejects.toMatchObject(refused);
  await expect(tickets.updateSettings({})).rejects.toMatchObject(refused);
  await expect(client.getKeys()).rejects.toMatchObject(refused);
});

test('the key of indexing stays among the indexes of its installation, and makes no keys', async () => {
  const client = clientWith(await keyFor('indexing'));
  for (const foreign of [`${prefix}_else_tickets`, 'sportello_tickets', `${prefix}_ticketsx`])
    await expect(client.index(foreign).addDocuments([{ id: 'x' }])).rejects.toMatchObject(refused);
  await expect(client.createKey({ actions: ['*'], indexes: ['*'], expiresAt: null })).rejects.toMatchObject(
    refused,
  );
  await expect(client.createDump()).rejects.toMatchObject(refused);
});

test('a key that was made for us by somebody is used as it is', async () => {
  const name = uniqueName('given');
  const { key, uid } = await master.createKey({
    actions: ['search', 'indexes.*', 'documents.*', 'settings.*', 'tasks.get', 'stats.get'],
    indexes: [`${name}_*`],
    expiresAt: null,
  });
  const own = open(key, name);
  await own.ensureIndexes();
  await fill(own, { tickets: [ticket(402, 'Stampante accesa')] });
  expect(foundIn(await own.find(request('stampante'))).tickets).toEqual([402]);
  expect(await keysOf(name)).toEqual([]);
  await own.drop();
  await master.deleteKey(uid);
});

test('a key that the engine does not know is an engine that is away', async () => {
  const wrong = open('a-key-that-nobody-has-made');
  await expect(wrong.find(request('stampante'))).rejects.toThrow(SearchUnavailableError);
  await expect(wrong.generation()).rejects.toThrow(SearchUnavailableError);
});

test('keys that somebody deletes are made again', async () => {
  for (const { uid } of await keysOf(prefix)) await master.deleteKey(uid);
  expect(foundIn(await search.find(request('stampante'))).tickets).toEqual([401]);
  await fill(search, { tickets: [ticket(403, 'Stampante in fiamme')] });
  expect(foundIn(await search.find(request('fiamme'))).tickets).toEqual([403]);
});
