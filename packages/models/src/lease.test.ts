import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, newId } from './database.ts';
import { holdLease, releaseLease } from './lease.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';

let test: TestDatabase;
let database: Database;
let other: Database;

beforeAll(async () => {
  const opened = await openTestDatabase('lease');
  test = opened;
  database = opened.database;
  other = await opened.open();
});
afterAll(() => test.close());

describe('the right to do a piece of background work', () => {
  it('goes to exactly one of many who want it at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const name = newId();
      const won = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          holdLease(index % 2 ? database : other, name, `holder ${index}`, 60_000),
        ),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
    }
  });

  it('is kept by whoever has it, as often as it is renewed', async () => {
    const name = newId();
    for (let round = 0; round < 3; round += 1) {
      expect(await holdLease(database, name, 'a', 60_000)).toBe(true);
      expect(await holdLease(other, name, 'b', 60_000)).toBe(false);
    }
  });

  it('passes on when it has run out, by the clock of the database', async () => {
    const name = newId();
    expect(await holdLease(database, name, 'a', 50)).toBe(true);
    await vi.waitFor(async () => expect(await holdLease(other, name, 'b', 60_000)).toBe(true), {
      timeout: 10_000,
    });
    expect(await holdLease(database, name, 'a', 60_000)).toBe(false);
  });

  it('passes on when it is given back, and only its holder can give it back', async () => {
    const name = newId();
    await holdLease(database, name, 'a', 60_000);
    await releaseLease(other, name, 'b');
    expect(await holdLease(other, name, 'b', 60_000)).toBe(false);
    await releaseLease(database, name, 'a');
    expect(await holdLease(other, name, 'b', 60_000)).toBe(true);
  });
});
