import { randomUUID } from 'node:crypto';
import type { PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeArticle } from '../testing/articles.ts';
import { openTestInstallation, type TestInstallation } from '../testing/installation.ts';
import { explain, readsOf, toldUrl } from '../testing/plans.ts';
import { articleOutcomes, avoidableTickets } from './learning.ts';
import { missedSearches } from './missedSearches.ts';

const DAY = 24 * 60 * 60_000;
const writers = ['luca', 'anna', 'elena'] as const;
const others = ['giulia', 'marco', 'rita', 'sara', 'paolo', 'dario'] as const;

let test: TestInstallation;
/** Where the time of the reports begins: what the tests do first lies before it. */
let since = 0;

beforeAll(async () => {
  const address = servers();
  test = await openTestInstallation(
    { ...address, mongoUrl: toldUrl(address.mongoUrl) },
    uniqueName('learning'),
  );
  for (const slug of ['aiuta', 'delude', 'ritirato']) await storeArticle(test, slug);
  // Long ago: told by the views alone, which are counted for all times.
  await solve('paolo', 'aiuta');
  await test.run('paolo', 'article.view', { slug: 'aiuta' });
  await test.run('sara', 'article.vote', { slug: 'delude', useful: false, word: 'Detto tempo fa' });
  await closed('giulia', ['delude']);
  test.clock.ahead += 40 * DAY;
  since = test.installation.now() - 30 * DAY;
});
afterAll(() => test.close());

const solve = (who: PersonId, article: string) =>
  test.run(who, 'opening.solve', { draft: randomUUID(), article });
const dismiss = (who: PersonId, article: string) =>
  test.run(who, 'opening.dismiss', { draft: randomUUID(), article });
const vote = (who: PersonId, slug: string, useful: boolean, word?: string) =>
  test.run(who, 'article.vote', { slug, useful, ...(word !== undefined && { word }) });
const wanted = () => ({ since, limit: 10 });
const outcomes = async (who: PersonId) => articleOutcomes(test.installation, await test.as(who), wanted());
const avoidable = async (who: PersonId) => avoidableTickets(test.installation, await test.as(who), wanted());

/** Opens a ticket after some articles were read, and closes it. */
async function closed(who: PersonId, articles: readonly string[], category?: 'payroll'): Promise<void> {
  const { ticket } = await test.openTicket(who, {
    consulted: { articles: [...articles], tickets: [] },
    ...(category && { category, subcategory: 'payslips' }),
  });
  for (const answer of [
    await test.run('luca', 'ticket.take', { ticket }),
    await test.run('luca', 'ticket.reply', { ticket, body: 'Fatto.', move: { to: 'closed' } }),
  ])
    if (!answer.ok) throw new Error(`${answer.code} ${answer.field ?? ''}`);
}

it('what articles did in a time is added up over all companies, each among what helped, what did not, or both', async () => {
  await solve('marco', 'aiuta');
  await solve('paolo', 'aiuta');
  await solve('marco', 'delude');
  await vote('marco', 'aiuta', true);
  await vote('paolo', 'aiuta', false, 'Manca il caso del reso');
  await vote('giulia', 'delude', false);
  await dismiss('marco', 'delude');
  await dismiss('paolo', 'delude');
  await dismiss('marco', 'ritirato');
  await test.run('marco', 'article.view', { slug: 'aiuta' });
  await test.installation.database.articles.deleteOne({ slug: 'ritirato' });
  const helps = { slug: 'aiuta', title: 'Titolo di aiuta', solved: 2, useful: 1, useless: 1, dismissed: 0 };
  const fails = { slug: 'delude', title: 'Titolo di delude', solved: 1, useful: 0, useless: 1, dismissed: 2 };
  const helping = { ...helps, views: 2, words: ['Manca il caso del reso'] };
  const failing = { ...fails, views: 0, words: [] };
  expect(await outcomes('luca')).toEqual({
    totals: { solved: 3, useful: 1, useless: 2, dismissed: 3 },
    helped: [helping, failing],
    failed: [
      failing,
      helping,
      {
        slug: 'ritirato',
        title: null,
        solved: 0,
        useful: 0,
        useless: 0,
        dismissed: 1,
        views: 0,
        words: [],
      },
    ],
  });
});

it('tickets closed in a time that were opened although an article had been read are counted by article and category', async () => {
  await closed('marco', ['aiuta', 'delude']);
  await closed('paolo', ['delude']);
  await closed('paolo', ['delude'], 'payroll');
  await closed('marco', []);
  // Not closed yet.
  await test.openTicket('marco', { consulted: { articles: ['aiuta'], tickets: [] } });
  expect(await avoidable('luca')).toEqual({
    tickets: 3,
    articles: [
      { slug: 'delude', title: 'Titolo di delude', tickets: 3 },
      { slug: 'aiuta', title: 'Titolo di aiuta', tickets: 1 },
    ],
    categories: [
      { category: 'accounting', tickets: 2 },
      { category: 'payroll', tickets: 1 },
    ],
  });
});

it('what was searched for in vain in a time stands by how many people it would help', async () => {
  const { database } = test.installation;
  const kept = (words: string, people: number, times: number, lastAt: number) => ({
    _id: words,
    words,
    times,
    people: Array.from({ length: people }, (_, n) => `seal ${n}`),
    day: '2026-01-01',
    today: [],
    firstAt: 0,
    lastAt,
  });
  await database.missedSearches.insertMany([
    kept('uno insistente', 1, 9, since),
    kept('molti', 3, 3, since + 1),
    kept('quanti gli altri', 3, 4, since),
    kept('dimenticato', 8, 8, since - 1),
  ]);
  const told = await missedSearches(test.installation, await test.as('luca'), wanted());
  expect(told).toEqual([
    { words: 'quanti gli altri', people: 3, times: 4, lastAt: since },
    { words: 'molti', people: 3, times: 3, lastAt: since + 1 },
    { words: 'uno insistente', people: 1, times: 9, lastAt: since },
  ]);
});

it('is told to who writes articles and to nobody else', async () => {
  for (const who of writers) {
    expect(await outcomes(who)).not.toBeNull();
    expect(await avoidable(who)).not.toBeNull();
  }
  for (const who of others) {
    expect(await outcomes(who)).toBeNull();
    expect(await avoidable(who)).toBeNull();
    expect(await missedSearches(test.installation, await test.as(who), wanted())).toEqual([]);
  }
});

it('is read by indexes, and of what lies before the time nothing is read', async () => {
  const { installation } = test;
  const { database } = installation;
  const numbers = Array.from({ length: 300 }, (_, n) => n);
  const answers = numbers.map((n) => ({ _id: `a${n}`, person: 'one', at: n, article: `article-${n}` }));
  await database.deflections.insertMany(answers);
  await database.dismissals.insertMany(answers);
  await database.articleVotes.insertMany(
    numbers.map((n) => ({
      _id: `v${n}`,
      slug: 'aiuta',
      useful: false,
      word: 'no',
      side: 'visitor',
      locale: 'it',
      at: n,
    })),
  );
  const luca = await test.as('luca');
  for (const [report, most] of [
    [missedSearches, 1],
    [articleOutcomes, 7],
    [avoidableTickets, 2],
  ] as const) {
    const sent = await readsOf(installation, () => report(installation, luca, wanted()));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThanOrEqual(most);
    for (const command of sent) {
      const { stages, documentsExamined } = await explain(installation, command);
      expect(stages, JSON.stringify(command)).not.toContain('COLLSCAN');
      expect(documentsExamined, JSON.stringify(command)).toBeLessThan(20);
    }
  }
});
