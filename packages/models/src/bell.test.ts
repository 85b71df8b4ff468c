import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openBell, type Ring, rungCollections } from './bell.ts';
import { Committer } from './commit.ts';
import { type Database, newId } from './database.ts';
import { messageOf, openingOf, openTestDatabase, type TestDatabase } from './testing/database.ts';

let test: TestDatabase;
let database: Database;
let committer: Committer;
let ticket = '';

beforeAll(async () => {
  const opened = await openTestDatabase('bell');
  test = opened;
  database = opened.database;
  committer = new Committer(database, Date.now);
  ticket = newId();
  await committer.commit(ticket, () => ({ drafts: [openingOf(1)] }));
});
afterAll(() => test.close());

async function listen(on: Database = database) {
  const rings: Ring[] = [];
  let lost = 0;
  const bell = openBell(on, rungCollections, { rung: (ring) => rings.push(ring), lost: () => (lost += 1) });
  await bell.ready;
  return {
    rings,
    bell,
    lost: () => lost,
    /** Numbers of the entries that rang, in the order they did. */
    heard: () =>
      rings
        .filter(({ collection, kind }) => collection === 'entries' && kind === 'insert')
        .map(({ id }) => Number(id.split(':')[1])),
  };
}

async function write(count: number): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      committer.commit(ticket, () => ({ drafts: [messageOf(`${index}`)] })),
    ),
  );
  return answers.flatMap((answer) => (answer.ok ? answer.entries.map(({ seq }) => seq) : []));
}

/** Kills every cursor that follows this database, as an election or an operator would. */
async function killCursors(): Promise<number> {
  const { connection } = database;
  const admin = connection.getClient().db('admin');
  const cursors = await admin
    .aggregate<{ cursor: { cursorId: unknown }; ns: string }>(
      [
        { $currentOp: { allUsers: true, idleCursors: true } },
        {
          $match: {
            ns: { $regex: `^${test.name}\\.` },
            'cursor.cursorId': { $exists: true },
            'cursor.originatingCommand.pipeline.0.$changeStream': { $exists: true },
          },
        },
      ],
      { readConcern: { level: 'local' } },
    )
    .toArray();
  for (const { cursor, ns } of cursors) {
    await connection
      .getClient()
      .db(test.name)
      .command({ killCursors: ns.slice(test.name.length + 1), cursors: [cursor.cursorId] });
  }
  return cursors.length;
}

describe('the bell', () => {
  it('rings once for every committed entry, in commit order, from the moment it is ready', async () => {
    const { bell, heard } = await listen();
    const written = await write(40);
    await vi.waitFor(() => expect(heard()).toEqual(written), { timeout: 10_000 });
    await bell.close();
  });

  it('rings in every process alike', async () => {
    const [here, there] = [await listen(), await listen(await test.open())];
    const written = await write(10);
    for (const { heard } of [here, there])
      await vi.waitFor(() => expect(heard()).toEqual(written), { timeout: 10_000 });
    await Promise.all([here.bell.close(), there.bell.close()]);
  });

  it('loses and repeats nothing when its cursor is killed again and again', async () => {
    const { bell, heard, lost } = await listen();
    const written: number[] = [];
    let killed = 0;
    for (let round = 0; round < 4; round += 1) {
      written.push(...(await write(5)));
      killed += await killCursors();
      written.push(...(await write(5)));
    }
    await vi.waitFor(() => expect(heard()).toEqual(written), { timeout: 20_000 });
    expect(killed).toBeGreaterThan(0);
    expect(lost()).toBe(0);
    await bell.close();
  });

  it('tells what changed: the record as it is, which fields, and what is gone', async () => {
    const { rings, bell } = await listen();
    const _id = newId();
    await database.companies.create({ _id, name: 'Rossi', vatNumber: _id, demo: true, revision: 1 });
    await database.companies.updateOne({ _id }, { $set: { name: 'Rossi Impianti', revision: 2 } });
    await database.companies.deleteOne({ _id });
    await vi.waitFor(() => expect(rings).toHaveLength(3), { timeout: 10_000 });
    expect(rings.map(({ collection, kind, id, fields }) => [collection, kind, id, fields])).toEqual([
      ['companies', 'insert', _id, null],
      ['companies', 'update', _id, ['name', 'revision']],
      ['companies', 'delete', _id, null],
    ]);
    expect(rings[0]?.document).toMatchObject({ name: 'Rossi' });
    expect(rings[2]?.document).toBeNull();
    await bell.close();
  });

  it('is silent about collections nobody listens to, and after it was closed', async () => {
    const { rings, bell } = await listen();
    await database.counters.create({ _id: newId(), value: 1 });
    await database.leases.create({ _id: newId(), holder: 'x', until: new Date() });
    await bell.close();
    await write(2);
    const other = await listen();
    const written = await write(1);
    await vi.waitFor(() => expect(other.heard()).toEqual(written), { timeout: 10_000 });
    expect(rings).toEqual([]);
    await other.bell.close();
  });

  it('says so when the history is gone, and rings again from then on', async () => {
    const { bell, heard, lost } = await listen();
    await database.connection.dropDatabase();
    await vi.waitFor(() => expect(lost()).toBe(1), { timeout: 20_000 });
    await vi.waitFor(
      async () => {
        const id = newId();
        const before = heard().length;
        await committer.commit(id, () => ({ drafts: [openingOf(Math.floor(Math.random() * 1e9) + 1)] }));
        expect(heard().length).toBeGreaterThan(before);
      },
      { timeout: 20_000 },
    );
    await bell.close();
  });
});
