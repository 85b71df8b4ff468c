import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RefusedError } from '@sportello/core';
import { type Service, startMeilisearch } from '@sportello/services';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketDocument } from './documents.ts';
import { SearchUnavailableError } from './errors.ts';
import { openSearch, type Search } from './open.ts';
import { fill, request, ticket } from './testing/sample.ts';

const masterKey = 'master-key-of-the-outage-test';
const one = ticket(301, 'Stampante ferma');
let folder: string;
let engine: Service;
let search: Search;
/** Waits longer than people would: other tests keep the machine busy. */
let patient: Search;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sportello-outage-'));
  engine = await startMeilisearch({ dataDir: folder, masterKey });
  search = openSearch({ url: engine.url, key: masterKey, prefix: 'outage' });
  patient = openSearch({ url: engine.url, key: masterKey, prefix: 'outage', patience: 20_000 });
  await search.ensureIndexes();
  await fill(search, { tickets: [one] });
});
afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

async function failure(work: Promise<unknown>): Promise<{ error: unknown; took: number }> {
  const begun = performance.now();
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { error, took: performance.now() - begun };
}

test('a thousand searches at once are answered or told to come back, none is lost (SEA-11)', async () => {
  const search = (n: number) =>
    patient.find(request(`stampante ${n % 7}`)).then(
      ({ tickets }) => `found ${tickets.length}`,
      (error: unknown) => (error instanceof RefusedError ? error.refusal.code : String(error)),
    );
  const outcomes = await Promise.all(Array.from({ length: 1_001 }, (_, n) => search(n)));
  expect(new Set(outcomes)).toEqual(new Set(['found 1', 'too_many_requests']));
  expect((await patient.find(request('stampante'))).tickets).toHaveLength(1);
});

test('an engine that hangs is given up, and serves again when it wakes', async () => {
  process.kill(engine.pid, 'SIGSTOP');
  try {
    const crowd = await Promise.all(
      Array.from({ length: 30 }, () => failure(search.find(request('stampante')))),
    );
    for (const { error, took } of crowd) {
      expect(error).toBeInstanceOf(SearchUnavailableError);
      expect(took).toBeLessThan(5_000);
    }
    expect(await search.health()).toBe(false);
  } finally {
    process.kill(engine.pid, 'SIGCONT');
  }
  expect((await patient.find(request('stampante'))).tickets).toHaveLength(1);
});

test('a killed engine says so at once to who searches and to who writes, and keeps what it had', async () => {
  const { port } = engine;
  await engine.kill();
  const searched = await failure(search.find(request('stampante')));
  expect(searched.error).toBeInstanceOf(SearchUnavailableError);
  expect((await failure(search.put('tickets', [ticketDocument(one)]))).error).toBeInstanceOf(
    SearchUnavailableError,
  );
  expect((await failure(search.generation())).error).toBeInstanceOf(SearchUnavailableError);
  expect(await search.health()).toBe(false);
  engine = await startMeilisearch({ dataDir: folder, masterKey, port });
  expect((await patient.find(request('stampante'))).tickets).toHaveLength(1);
});

test('an emptied engine does not pretend that nothing is there', async () => {
  const { port } = engine;
  await engine.stop();
  await rm(join(folder, 'db'), { recursive: true });
  engine = await startMeilisearch({ dataDir: folder, masterKey, port });
  expect((await failure(search.find(request('stampante')))).error).toBeInstanceOf(SearchUnavailableError);
  expect(await search.generation()).toBeNull();
  expect(await search.stats()).toEqual({ articles: null, tickets: null, messages: null });
  // Somebody who writes without looking leaves an index without our settings: still no index.
  await search.put('tickets', [ticketDocument(one)]);
  expect((await failure(search.find(request('stampante', { sections: ['tickets'] })))).error).toBeInstanceOf(
    SearchUnavailableError,
  );
  // Its keys are gone as well; whoever looks after it builds it again without starting anew.
  const nothing = (async function* () {})();
  const tickets = (async function* () {
    yield ticketDocument(one);
  })();
  await search.rebuild({ articles: nothing, tickets, messages: nothing }, 7);
  expect(await search.generation()).toBe(7);
  expect((await patient.find(request('stampante'))).tickets).toHaveLength(1);
});
