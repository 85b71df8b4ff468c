import type { CommandData, CommandInput } from '@sportello/core';
import { newId, type PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { article, recentArticles } from '../queries/articles.ts';
import { articleVersion, articleVersions, manuscript, manuscripts } from '../queries/manuscripts.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';
import { publishDue } from './articlePublishing.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('articles'));
});
afterAll(() => test.close());

type Written = CommandInput<'article.write'>;

const blank = { title: '', summary: '', body: '' };
const italian = {
  title: 'Chiudere il mese',
  summary: 'Come si chiude.',
  body: '# Prima\n\nStampa i registri.',
};

/** A manuscript as somebody would begin it. */
function fresh(fields: Partial<Written> = {}): Written {
  const article = newId();
  return {
    article,
    revision: 0,
    slug: `articolo-${article}`,
    category: 'vat',
    audience: 'public',
    companies: [],
    tags: [],
    related: [],
    texts: { it: italian, en: blank },
    ...fields,
  };
}

async function written(by: PersonId, input: Written): Promise<number> {
  const answer = await test.run(by, 'article.write', input);
  if (!answer.ok) throw new Error(`${by} cannot write: ${answer.code}`);
  return answer.data.revision;
}

/** An article that readers read. */
async function published(fields: Partial<Written> = {}): Promise<Written> {
  const input = fresh(fields);
  const revision = await written('anna', input);
  const answer = await test.run('anna', 'article.publish', { article: input.article, revision, at: null });
  if (!answer.ok) throw new Error(answer.code);
  return { ...input, revision: answer.data.revision };
}

const visitor = { principal: null, locale: 'it' } as const;
const readBy = async (who: PersonId | null, slug: string) =>
  article(test.installation, who === null ? visitor : await test.as(who), slug);

describe('an article is written, handed on and published', () => {
  it('nobody reads it before it is published, then everybody it is for does', async () => {
    const input = fresh();
    const revision = await written('luca', input);
    expect(await readBy('anna', input.slug)).toBeNull();
    const submitted = await test.run('luca', 'article.submit', { article: input.article, revision });
    expect(submitted).toMatchObject({ ok: true, data: { revision: 2 } });
    expect(
      await test.run('luca', 'article.publish', { article: input.article, revision: 2, at: null }),
    ).toMatchObject({
      code: 'forbidden',
    });
    expect(
      await test.run('anna', 'article.publish', { article: input.article, revision: 2, at: null }),
    ).toMatchObject({ ok: true });
    expect(await readBy(null, input.slug)).toMatchObject({
      title: italian.title,
      body: italian.body,
      locale: 'it',
    });
  });

  it('what is given back says why, and is a draft again', async () => {
    const input = fresh();
    const revision = await written('luca', input);
    await test.run('luca', 'article.submit', { article: input.article, revision });
    await test.run('anna', 'article.return', {
      article: input.article,
      revision: 2,
      note: 'Manca la stampa.',
    });
    const found = await manuscript(test.installation, await test.as('luca'), input.article);
    expect(found).toMatchObject({ stage: 'draft', note: 'Manca la stampa.', updatedBy: expect.any(String) });
  });

  it('what is unfinished in a language that was begun is not published', async () => {
    const input = fresh({ texts: { it: italian, en: { ...blank, title: 'Closing the month' } } });
    const revision = await written('anna', input);
    const answer = await test.run('anna', 'article.publish', { article: input.article, revision, at: null });
    expect(answer).toMatchObject({ code: 'article_incomplete' });
    expect(await readBy('anna', input.slug)).toBeNull();
  });

  it('while it is rewritten readers go on reading what was published', async () => {
    const input = await published();
    const texts = { it: { ...italian, body: 'Tutto nuovo.' }, en: blank };
    const revision = await written('luca', { ...input, texts });
    expect(await readBy(null, input.slug)).toMatchObject({ body: italian.body });
    await test.run('anna', 'article.publish', { article: input.article, revision, at: null });
    expect(await readBy(null, input.slug)).toMatchObject({ body: 'Tutto nuovo.' });
  });

  it('a language that it loses, and an article that is withdrawn, are not read by anybody', async () => {
    const english = { title: 'Closing the month', summary: 'How.', body: 'Print.' };
    const input = await published({ texts: { it: italian, en: english } });
    const inEnglish = { principal: null, locale: 'en' } as const;
    expect(await article(test.installation, inEnglish, input.slug)).toMatchObject({ title: english.title });
    const revision = await written('anna', { ...input, texts: { it: italian, en: blank } });
    await test.run('anna', 'article.publish', { article: input.article, revision, at: null });
    expect(await article(test.installation, inEnglish, input.slug)).toMatchObject({ title: italian.title });
    const last = await manuscript(test.installation, await test.as('anna'), input.article);
    await test.run('anna', 'article.withdraw', { article: input.article, revision: last?.revision ?? 0 });
    for (const who of [null, 'giulia', 'anna'] as const) expect(await readBy(who, input.slug)).toBeNull();
    expect(await manuscript(test.installation, await test.as('anna'), input.article)).toMatchObject({
      isLive: false,
      wasPublished: true,
    });
  });

  it('at a moment it is published by itself, once, and not before', async () => {
    const input = fresh();
    const revision = await written('anna', input);
    const at = test.installation.now() + 3_600_000;
    await test.run('anna', 'article.publish', { article: input.article, revision, at });
    expect(await publishDue(test.installation)).toBe(0);
    expect(await readBy(null, input.slug)).toBeNull();
    test.clock.ahead += 3_700_000;
    const several = await Promise.all([publishDue(test.installation), publishDue(await test.another())]);
    expect(several[0] + several[1]).toBe(1);
    expect(await readBy(null, input.slug)).toMatchObject({ title: italian.title });
  });

  it('what waits for its moment and is rewritten by who does not publish is a draft again', async () => {
    const input = fresh();
    let revision = await written('anna', input);
    const at = test.installation.now() + 3_600_000;
    const scheduled = await test.run('anna', 'article.publish', { article: input.article, revision, at });
    revision = scheduled.ok ? scheduled.data.revision : 0;
    await written('luca', { ...input, revision, texts: { it: { ...italian, body: 'Di Luca.' }, en: blank } });
    test.clock.ahead += 3_700_000;
    expect(await publishDue(test.installation)).toBe(0);
    expect(await readBy(null, input.slug)).toBeNull();
  });
});

describe('who reads an article', () => {
  it('one for chosen companies is read by their people and by staff alone', async () => {
    const rossi = test.ids.companies.get('rossi') ?? '';
    const input = await published({ audience: 'companies', companies: [rossi] });
    for (const who of ['giulia', 'marco', 'luca'] as const)
      expect(await readBy(who, input.slug)).toMatchObject({ slug: input.slug });
    for (const who of [null, 'paolo'] as const) expect(await readBy(who, input.slug)).toBeNull();
    const listed = async (who: PersonId) =>
      (await recentArticles(test.installation, await test.as(who), 200)).map(({ slug }) => slug);
    expect(await listed('giulia')).toContain(input.slug);
    expect(await listed('paolo')).not.toContain(input.slug);
  });

  it('for no company at all, and for one that there is not, is refused', async () => {
    expect(await test.run('luca', 'article.write', fresh({ audience: 'companies' }))).toMatchObject({
      code: 'required',
      field: 'companies',
    });
    const unknown = fresh({ audience: 'companies', companies: [newId()] });
    expect(await test.run('luca', 'article.write', unknown)).toMatchObject({ code: 'not_found' });
  });
});

describe('several writers', () => {
  it('of two who wrote on the same text the second is told, and nothing is overwritten', async () => {
    const input = fresh();
    const revision = await written('luca', input);
    const both = await Promise.all(
      (['luca', 'anna'] as const).map((who) =>
        test.run(who, 'article.write', {
          ...input,
          revision,
          texts: { it: { ...italian, body: `Di ${who}.` }, en: blank },
        }),
      ),
    );
    expect(both.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['ok', 'stale']);
    const kept = await manuscript(test.installation, await test.as('anna'), input.article);
    expect(kept?.content.texts.it.body).toBe(both[0]?.ok ? 'Di luca.' : 'Di anna.');
  });

  it('each is told who else has it open, as long as they have', async () => {
    const { article: id } = await published();
    expect(await test.run('luca', 'article.editing', { article: id })).toMatchObject({
      data: { editors: [] },
    });
    const anna = await test.run('anna', 'article.editing', { article: id });
    expect(anna.ok && anna.data.editors).toEqual([expect.stringContaining('Luca')]);
    test.clock.ahead += 60_000;
    expect(await test.run('anna', 'article.editing', { article: id })).toMatchObject({
      data: { editors: [] },
    });
  });

  it('what one goes on writing is one version, what another writes is the next, and each can be had again', async () => {
    const input = fresh();
    const body = (text: string) => ({ texts: { it: { ...italian, body: text }, en: blank } });
    let revision = await written('luca', { ...input, ...body('uno') });
    revision = await written('luca', { ...input, revision, ...body('due') });
    revision = await written('anna', { ...input, revision, ...body('tre') });
    const ctx = await test.as('luca');
    const versions = await articleVersions(test.installation, ctx, input.article);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect((await articleVersion(test.installation, ctx, input.article, 1))?.texts.it.body).toBe('due');
    const restored = await test.run('luca', 'article.restore', {
      article: input.article,
      revision,
      version: 1,
    });
    expect(restored).toMatchObject({ ok: true });
    const now = await manuscript(test.installation, ctx, input.article);
    expect([now?.content.texts.it.body, now?.version, now?.stage]).toEqual(['due', 3, 'draft']);
  });

  it('an address is given once, and stays when readers know it', async () => {
    const first = await published();
    expect(await test.run('luca', 'article.write', fresh({ slug: first.slug }))).toMatchObject({
      code: 'slug_taken',
    });
    const moved = await test.run('luca', 'article.write', { ...first, slug: `altro-${first.article}` });
    expect(moved).toMatchObject({ code: 'slug_stays' });
  });

  it('a first text that is sent twice is there once', async () => {
    const input = fresh();
    const both = await Promise.all([1, 2].map(() => test.run('luca', 'article.write', input)));
    expect(both.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['ok', 'stale']);
    const all = await manuscripts(test.installation, await test.as('luca'));
    expect(all.filter(({ slug }) => slug === input.slug)).toHaveLength(1);
  });

  it('what was never published can be thrown away, what was published cannot', async () => {
    const input = fresh();
    const revision = await written('luca', input);
    expect(await test.run('luca', 'article.drop', { article: input.article, revision })).toMatchObject({
      ok: true,
    });
    expect(await manuscript(test.installation, await test.as('luca'), input.article)).toBeNull();
    const read = await published();
    const data: CommandData<'article.drop'> = { article: read.article, revision: read.revision };
    expect(await test.run('anna', 'article.drop', data)).toMatchObject({ code: 'not_allowed_now' });
  });
});

describe('rights', () => {
  it('customers and collaborators neither write nor see what is being written', async () => {
    const input = await published();
    const { article: id, revision } = input;
    for (const who of ['giulia', 'paolo', 'dario'] as const) {
      const ctx = await test.as(who);
      for (const answer of [
        await test.run(ctx, 'article.write', input),
        await test.run(ctx, 'article.submit', { article: id, revision }),
        await test.run(ctx, 'article.return', { article: id, revision, note: 'no' }),
        await test.run(ctx, 'article.publish', { article: id, revision, at: null }),
        await test.run(ctx, 'article.withdraw', { article: id, revision }),
        await test.run(ctx, 'article.restore', { article: id, revision, version: 1 }),
        await test.run(ctx, 'article.drop', { article: id, revision }),
        await test.run(ctx, 'article.editing', { article: id }),
      ])
        expect(answer).toMatchObject({ ok: false, code: 'forbidden' });
      expect(await manuscripts(test.installation, ctx)).toEqual([]);
      expect(await manuscript(test.installation, ctx, id)).toBeNull();
      expect(await articleVersions(test.installation, ctx, id)).toEqual([]);
      expect(await articleVersion(test.installation, ctx, id, 1)).toBeNull();
    }
  });
});
