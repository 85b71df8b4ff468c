import type { ArticleNumbersRecord, PersonId } from '@sportello/models';
import { migrate } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFigures, articleFeedback } from '../queries/articleFeedback.ts';
import { storeArticle } from '../testing/articles.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';
import { newVisitorToken, viewAsVisitor, voteAsVisitor } from './visitorReading.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('articlereading'));
});
afterAll(() => test.close());

const visitor = { principal: null, locale: 'it' } as const;
const numbers = (slug: string) =>
  test.installation.database.articleNumbers.findById(slug).lean<ArticleNumbersRecord>();
const feedback = async (slug: string, by: PersonId = 'luca') =>
  articleFeedback(test.installation, await test.as(by), slug);
/** Somebody who has not voted yet, from an address nobody came from before. */
let addresses = 0;
const stranger = () => {
  addresses += 1;
  return { token: newVisitorToken(), address: `10.9.0.${addresses}` };
};

describe('whether an article was useful', () => {
  it('is said once by a person, can be changed and taken back, and the last word counts', async () => {
    await storeArticle(test, 'una-volta');
    const say = (useful: boolean | null, word?: string) =>
      test.run('marco', 'article.vote', { slug: 'una-volta', useful, ...(word !== undefined && { word }) });
    expect(await say(true)).toEqual({ ok: true, data: { counted: true } });
    await say(true, '  Manca il caso della nota di credito. ');
    expect(await numbers('una-volta')).toMatchObject({ useful: 1, useless: 0 });
    await say(false);
    expect(await numbers('una-volta')).toMatchObject({ useful: 0, useless: 1 });
    expect((await feedback('una-volta'))?.words).toMatchObject([
      { word: 'Manca il caso della nota di credito.', useful: false, name: 'Marco Bassi', side: 'customer' },
    ]);
    await say(null);
    expect(await numbers('una-volta')).toMatchObject({ useful: 0, useless: 0 });
    expect((await feedback('una-volta'))?.words).toEqual([]);
  });

  it('is counted exactly when many say it at the same moment', async () => {
    await storeArticle(test, 'insieme');
    const people = ['marco', 'giulia', 'rita', 'sara', 'paolo'] as const;
    await Promise.all(
      people.flatMap((who) => [
        test.run(who, 'article.vote', { slug: 'insieme', useful: true }),
        test.run(who, 'article.vote', { slug: 'insieme', useful: true }),
      ]),
    );
    expect(await numbers('insieme')).toMatchObject({ useful: 5, useless: 0 });
  });

  it('is said by a visitor once a browser, without signing in', async () => {
    await storeArticle(test, 'da-fuori');
    const from = stranger();
    const say = (input: unknown, origin = from) => voteAsVisitor(test.installation, visitor, input, origin);
    await say({ slug: 'da-fuori', useful: true });
    await say({ slug: 'da-fuori', useful: false, word: 'Non parla del mio caso' });
    await say({ slug: 'da-fuori', useful: true }, stranger());
    expect(await numbers('da-fuori')).toMatchObject({ useful: 1, useless: 1 });
    expect((await feedback('da-fuori'))?.words).toMatchObject([{ name: null, side: 'visitor' }]);
    expect(await say({ slug: 'da-fuori', useful: 'yes' })).toMatchObject({ code: 'type', field: 'useful' });
    expect(await say({ slug: 'da-fuori', useful: true, word: 'x'.repeat(501) })).toMatchObject({
      code: 'too_long',
      field: 'word',
      limit: 500,
    });
  });

  it('is not asked without end of one address', async () => {
    await storeArticle(test, 'insistente');
    const { address } = stranger();
    const answers = [];
    for (let round = 0; round < 35; round += 1)
      answers.push(
        await voteAsVisitor(
          test.installation,
          visitor,
          { slug: 'insistente', useful: true },
          { address, token: newVisitorToken() },
        ),
      );
    expect(answers.at(-1)).toMatchObject({ code: 'too_many_requests' });
    expect(await numbers('insistente')).toMatchObject({ useful: 30 });
  });

  it('is said of nothing that one may not read', async () => {
    await storeArticle(test, 'per-clienti', { audience: 'signedIn' });
    const input = { slug: 'per-clienti', useful: true };
    const missing = { slug: 'non-esiste', useful: true };
    expect(await voteAsVisitor(test.installation, visitor, input, stranger())).toEqual(
      await voteAsVisitor(test.installation, visitor, missing, stranger()),
    );
    expect(await test.run('marco', 'article.vote', missing)).toMatchObject({ code: 'not_found' });
    expect(await numbers('per-clienti')).toBeNull();
    expect(await test.run('rita', 'article.vote', input)).toMatchObject({ ok: true });
  });
});

describe('a reading', () => {
  it('counts once a person and day; those who write articles do not count', async () => {
    await storeArticle(test, 'letto');
    const read = async (who: PersonId) => {
      const answer = await test.run(who, 'article.view', { slug: 'letto' });
      return answer.ok && answer.data.counted;
    };
    expect(await read('marco')).toBe(true);
    expect(await read('marco')).toBe(false);
    expect(await read('dario')).toBe(true);
    expect(await read('luca')).toBe(false);
    test.clock.ahead += 24 * 60 * 60_000;
    expect(await read('marco')).toBe(true);
    expect(await numbers('letto')).toMatchObject({ views: 3 });
    expect(await test.run('marco', 'article.view', { slug: 'non-esiste' })).toMatchObject({
      code: 'not_found',
    });
  });

  it('of a visitor counts, but not without end from one address', async () => {
    await storeArticle(test, 'letto-da-fuori');
    const { address } = stranger();
    for (let round = 0; round < 12; round += 1)
      await viewAsVisitor(test.installation, visitor, 'letto-da-fuori', address);
    expect(await numbers('letto-da-fuori')).toMatchObject({ views: 10 });
    expect(
      await viewAsVisitor(test.installation, visitor, 'letto-da-fuori', stranger().address),
    ).toMatchObject({ ok: true });
  });

  it('that articles brought along from before is taken over once', async () => {
    await storeArticle(test, 'di-prima', { views: 120 });
    const { database } = test.installation;
    await database.migrations.deleteOne({ _id: 'articleNumbers' });
    await migrate(database);
    await test.run('marco', 'article.view', { slug: 'di-prima' });
    await database.migrations.deleteOne({ _id: 'articleNumbers' });
    await migrate(database);
    expect(await numbers('di-prima')).toMatchObject({ views: 121, useful: 0, useless: 0 });
  });
});

it('what readers made of articles is told to who writes them and to nobody else', async () => {
  await storeArticle(test, 'riservato');
  await test.run('marco', 'article.vote', { slug: 'riservato', useful: false, word: 'Non si capisce' });
  for (const who of ['luca', 'anna', 'elena'] as const)
    expect(await feedback('riservato', who)).toMatchObject({ useless: 1 });
  for (const who of ['giulia', 'marco', 'rita', 'sara', 'paolo', 'dario'] as const) {
    expect(await feedback('riservato', who)).toBeNull();
    expect(await answerFigures(test.installation, await test.as(who), ['riservato'])).toBeNull();
  }
});
