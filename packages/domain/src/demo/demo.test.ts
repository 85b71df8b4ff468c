import { states } from '@sportello/core';
import { openDatabase } from '@sportello/models';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemoInto } from './load.ts';

const name = uniqueName('demo');
const options = () => ({
  mongoUrl: databaseUrl(name),
  meiliUrl: servers().meiliUrl,
  meiliKey: servers().meiliKey,
  searchPrefix: name,
  secret: 'a-secret-of-the-tests-that-is-long-enough',
  origin: 'http://localhost:3000',
});

describe('the demo', () => {
  let database: Awaited<ReturnType<typeof openDatabase>>;
  beforeAll(async () => {
    await loadDemoInto(options());
    database = await openDatabase(databaseUrl(name));
  }, 120_000);
  afterAll(async () => {
    await database.connection.dropDatabase();
    await database.connection.close();
  });

  it('is a legal history of sixty tickets in every state', async () => {
    expect(await database.tickets.countDocuments()).toBe(60);
    expect(await database.tickets.distinct('state')).toEqual([...states].sort());
  });

  it('has fourteen people, three companies and forty articles', async () => {
    expect(await database.people.countDocuments()).toBe(14);
    expect(await database.companies.countDocuments()).toBe(3);
    expect(await database.articles.countDocuments({ locale: 'it' })).toBe(40);
  });

  it('is loaded once', async () => {
    expect(await loadDemoInto(options())).toBe(false);
    expect(await database.tickets.countDocuments()).toBe(60);
  });
});
