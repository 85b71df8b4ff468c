import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missedSearches } from '../queries/missedSearches.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

/** Words that no article and no ticket has. */
const Q = 'zucchero filato';
const DAY = 24 * 60 * 60_000;

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('missing'));
  await test.installation.search.ensureIndexes();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.installation.database.missedSearches.deleteMany({});
  // Noon, so that no day ends in the middle of a test.
  const now = Date.now();
  test.clock.ahead = Math.floor(now / DAY) * DAY + DAY / 2 - now;
});

const miss = async (person: 'marco' | 'giulia' | 'paolo' | 'luca', q = Q) => {
  const answer = await test.run(person, 'search.miss', { q });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.counted;
};
const told = async (person: 'luca' | 'marco') =>
  missedSearches(test.installation, await test.as(person), { since: 0, limit: 100 });

describe('a search in vain', () => {
  it('is counted once a day for each person, over all companies, in whatever form', async () => {
    expect(await miss('marco')).toBe(true);
    expect(await miss('marco', 'filati di zucchero')).toBe(false);
    expect(await miss('giulia')).toBe(true);
    expect(await miss('paolo')).toBe(true);
    expect(await told('luca')).toMatchObject([{ words: Q, times: 3, people: 3 }]);
    test.clock.ahead += DAY;
    expect(await miss('marco')).toBe(true);
    expect(await told('luca')).toMatchObject([{ words: Q, times: 4, people: 3 }]);
  });

  it('is shown to support alone, and says neither who nor for which company', async () => {
    await miss('marco');
    expect(await told('marco')).toEqual([]);
    const kept = JSON.stringify(await test.installation.database.missedSearches.find().lean());
    for (const hidden of [test.ids.people.get('marco'), test.ids.companies.get('rossi')])
      expect(kept).not.toContain(hidden);
  });

  it('is none where something is found, where support searches, and where the words are a name', async () => {
    const { number } = await test.openTicket('marco');
    expect(await miss('marco', `#${number}`)).toBe(false);
    expect(await miss('luca')).toBe(false);
    const company = await test.installation.people.company(test.ids.companies.get('rossi') ?? '');
    expect(await miss('marco', company?.name ?? '')).toBe(false);
    expect(await told('luca')).toEqual([]);
  });

  it('at the same moment by many people loses none of them', async () => {
    await Promise.all((['marco', 'giulia', 'paolo'] as const).map((person) => miss(person)));
    expect(await told('luca')).toMatchObject([{ times: 3, people: 3 }]);
  });

  it('pushes out what was searched for least, when there is too much', async () => {
    const record = (n: number, times: number) => ({
      _id: `w${n}`,
      words: `w${n}`,
      times,
      people: ['seal'],
      day: '2026-01-01',
      today: [],
      firstAt: n,
      lastAt: n,
    });
    const { missedSearches: kept } = test.installation.database;
    await kept.insertMany(Array.from({ length: 5_000 }, (_, n) => record(n, n === 0 ? 9 : 1)));
    expect(await miss('marco')).toBe(true);
    expect(await kept.countDocuments()).toBe(5_000);
    expect(await kept.exists({ _id: 'w1' })).toBeNull();
    expect((await told('luca'))[0]).toMatchObject({ words: 'w0' });
    expect(await kept.exists({ words: Q })).not.toBeNull();
  });
});
