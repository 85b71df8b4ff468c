import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAmended } from './amendments.ts';
import { type Database, newId, openDatabase, trusted } from './database.ts';
import { migrate } from './migrations.ts';
import { monthOf } from './schemas/listIndexes.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  const opened = await openTestDatabase('database');
  test = opened;
  database = opened.database;
});
afterAll(() => test.close());

describe('an open database', () => {
  it('acknowledges only what a majority has journaled, and reads only what cannot be undone', () => {
    const { options } = database.connection.getClient();
    expect(options.writeConcern).toMatchObject({ w: 'majority', journal: true });
    expect(options.readConcern).toMatchObject({ level: 'majority' });
    expect(options.readPreference.mode).toBe('primary');
  });

  it('cannot be opened more carelessly by its address', async () => {
    const url = new URL(databaseUrl(test.name));
    for (const [name, value] of [
      ['w', '1'],
      ['journal', 'false'],
      ['readConcernLevel', 'local'],
      ['readPreference', 'secondary'],
    ] as const)
      url.searchParams.set(name, value);
    const careless = await openDatabase(url.href);
    const { options } = careless.connection.getClient();
    expect(options.writeConcern).toMatchObject({ w: 'majority', journal: true });
    expect(options.readConcern).toMatchObject({ level: 'majority' });
    expect(options.readPreference.mode).toBe('primary');
    await careless.connection.close();
  });

  it('gives up within its patience when no server is there', async () => {
    const began = Date.now();
    await expect(openDatabase('mongodb://127.0.0.1:9/x', { patience: 300 })).rejects.toThrow();
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('refuses fields that no schema knows (PPM-03)', async () => {
    const company = { _id: newId(), name: 'x', vatNumber: newId(), demo: true, revision: 1 };
    const more: Record<string, unknown> = { isAdmin: true };
    await expect(database.companies.create({ ...company, ...more })).rejects.toThrow('isAdmin');
    await expect(database.companies.updateOne({ _id: company._id }, { $set: more })).rejects.toThrow(
      'isAdmin',
    );
  });

  it('takes operators inside a value for a value (INJ-03, INJ-04)', async () => {
    const sneaky: Record<string, unknown> = { name: { $ne: null } };
    await database.companies.create({
      _id: newId(),
      name: 'Rossi',
      vatNumber: newId(),
      demo: true,
      revision: 1,
    });
    await expect(database.companies.find(sneaky).lean()).rejects.toThrow();
  });
});

describe('migrating', () => {
  it('by several processes at once leaves every index that the schemas name', async () => {
    const name = uniqueName('migrate');
    const several = await Promise.all([1, 2, 3].map(() => openDatabase(servers().mongoUrl, { name })));
    await Promise.all(several.map(migrate));
    const [first] = several;
    if (!first) throw new Error('no database');
    for (const model of Object.values(first.connection.models)) {
      const { toCreate, toDrop } = await model.diffIndexes();
      expect([model.modelName, toCreate, toDrop]).toEqual([model.modelName, [], []]);
    }
    await first.connection.dropDatabase();
    await Promise.all(several.map(({ connection }) => connection.close()));
  });

  it('changes what earlier versions stored, once', async () => {
    const ticket = newId();
    const entry = { ticket, kind: 'message' as const, audience: 'all' as const, changes: {}, at: 1 };
    const author = { id: newId(), side: 'staff' as const };
    const amends = { seq: 1, pub: 1, text: 'meglio', files: 0 };
    await database.entries.insertMany([
      { ...entry, author, _id: `${ticket}:1`, seq: 1, pub: 1, body: 'prima' },
      { ...entry, author, _id: `${ticket}:2`, seq: 2, pub: 2, body: 'altro' },
      { ...entry, author, _id: `${ticket}:3`, seq: 3, pub: 3, kind: 'change', amends },
    ]);
    const marked = async () =>
      (await database.entries.find({ ticket }).sort({ seq: 1 }).lean()).map(({ isAmended }) => isAmended);
    await migrate(database);
    expect(await marked()).toEqual([undefined, undefined, undefined]);
    await database.migrations.deleteMany({});
    await migrate(database);
    expect(await marked()).toEqual([true, undefined, undefined]);
    const records = await database.entries.find({ ticket }).sort({ seq: 1 }).lean();
    expect((await asAmended(database, records)).map(({ body }) => body)).toEqual(['meglio', 'altro', null]);
  });

  it('tells older tickets the month they were opened in, as new ones have it', async () => {
    const moments = [Date.UTC(2025, 0, 31, 23, 59), Date.UTC(2024, 11, 1), Date.UTC(2026, 5, 15)];
    const ids = moments.map(() => newId());
    await database.tickets.collection.insertMany(
      moments.map((openedAt, index) => ({ _id: ids[index], number: 9_000_000 + index, openedAt }) as never),
    );
    await database.migrations.deleteMany({});
    await migrate(database);
    const records = await database.tickets
      .find({ _id: trusted({ $in: ids }) })
      .sort({ number: 1 })
      .lean();
    expect(records.map(({ openedMonth }) => openedMonth)).toEqual(moments.map(monthOf));
    await database.tickets.collection.deleteMany({ _id: { $in: ids as never[] } });
  });

  it('an installation that is up to date changes nothing', async () => {
    const before = await database.entries.collection.indexes();
    await migrate(database);
    expect(await database.entries.collection.indexes()).toEqual(before);
  });
});
