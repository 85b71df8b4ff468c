import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isIndexWhole, rebuildIndex } from '@sportello/domain';
import { type Database, holdLease, newId, openDatabase } from '@sportello/models';
import { openSearch, type Search } from '@sportello/search';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const name = uniqueName('reindex');
let folder: string;
let env: Record<string, string>;
let database: Database;
let search: Search;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sportello-reindex-'));
  const { meiliUrl, meiliKey, redisUrl } = servers();
  env = {
    DATA_DIR: folder,
    MONGO_URL: databaseUrl(name),
    MEILI_URL: meiliUrl,
    MEILI_MASTER_KEY: meiliKey,
    REDIS_URL: redisUrl,
    SEARCH_PREFIX: name,
  };
  database = await openDatabase(databaseUrl(name));
  search = openSearch({ url: meiliUrl, key: meiliKey, prefix: name });
  await database.articles.create({
    _id: newId(),
    slug: 'carciofi',
    locale: 'it',
    category: 'guide',
    title: 'I carciofi',
    summary: 'Come si puliscono',
    body: 'Con pazienza.',
    audience: 'public',
    tags: [],
    related: [],
    views: 0,
    updatedAt: 1,
    revision: 1,
    todo: ['search'],
  });
});
afterAll(async () => {
  await search.drop();
  await database.connection.dropDatabase();
  await database.connection.close();
  await rm(folder, { recursive: true, force: true });
});

async function reindex(): Promise<string> {
  const script = join(dirname(import.meta.filename), 'reindex.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=development', '--import', 'tsx', script],
    {
      env: { ...process.env, ...env },
    },
  );
  return stdout;
}

async function found(): Promise<number> {
  const request = {
    q: 'carciofo',
    sections: ['articles'],
    limit: 5,
    locale: 'it',
    scope: null,
    side: 'customer',
    articles: { kind: 'visitor' },
  } as const;
  return (await search.find(request)).articles.length;
}

/** A machine that is busy may take longer than a search waits for the engine. */
function isFound(): Promise<void> {
  return vi.waitFor(async () => expect(await found()).toBe(1), { timeout: 20_000, interval: 200 });
}

test('an empty engine holds everything afterwards, and nothing is owed', async () => {
  expect(await reindex()).toContain('The search index is built');
  await isFound();
  expect(await isIndexWhole(database, search)).toBe(true);
  expect(await database.articles.exists({ todo: 'search' })).toBeNull();
}, 60_000);

test('a process that looks after the index is asked to do it, and waited for', async () => {
  expect(await holdLease(database, 'search', 'a-worker', 60_000)).toBe(true);
  const [output] = await Promise.all([
    reindex(),
    expect
      .poll(() => isIndexWhole(database, search), { timeout: 30_000 })
      .toBe(false)
      .then(() => rebuildIndex(database, search)),
  ]);
  expect(output).toContain('was asked');
  expect(output).toContain('The search index is built');
  await isFound();
}, 60_000);
