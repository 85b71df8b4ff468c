import type { CommandInput } from '@sportello/core';
import { newId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { articleCategories } from '../queries/articleShelves.ts';
import { manuscript } from '../queries/manuscripts.ts';
import { storeArticle } from '../testing/articles.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('categories'));
});
afterAll(() => test.close());

type Category = CommandInput<'categories.change'>['categories'][number];
const visitor = { principal: null, locale: 'it' } as const;

const category = (code: string, fields: Partial<Category> = {}): Category => ({
  code,
  name: { it: `Nome di ${code}`, en: `Name of ${code}` },
  description: { it: '', en: '' },
  icon: 'book-open',
  parent: null,
  ...fields,
});
const settings = async () => {
  const found = await test.installation.database.settings.findById('installation').lean();
  if (!found) throw new Error('no settings');
  return found;
};
/** All that there are now, as somebody would send them again. */
const standing = async (): Promise<Category[]> =>
  (await settings()).articleCategories.map(({ code, name, description, parent }) =>
    category(code, { name, description, parent: parent ?? null }),
  );
const change = async (categories: Category[], by: 'elena' | 'anna' | 'luca' | 'dario' | 'giulia' = 'elena') =>
  test.run(by, 'categories.change', { revision: (await settings()).revision, categories });
const write = (fields: { article: string; category: string; revision?: number }) =>
  test.run('luca', 'article.write', {
    revision: 0,
    slug: `scritto-${fields.article}`,
    audience: 'public',
    companies: [],
    tags: [],
    related: [],
    texts: { it: { title: 'Un articolo', summary: '', body: '' }, en: { title: '', summary: '', body: '' } },
    ...fields,
  });

it('the whole list is kept in its order, and readers find each below its parent', async () => {
  const before = await standing();
  const wanted = [category('notices'), ...before.toReversed(), category('vat-yearly', { parent: 'vat' })];
  expect(await change(wanted)).toMatchObject({ ok: true });
  await expect
    .poll(async () => (await articleCategories(test.installation, visitor)).map(({ code }) => code), {
      timeout: 10_000,
    })
    .toEqual(wanted.map(({ code }) => code));
  const shown = await articleCategories(test.installation, visitor);
  expect(shown.at(-1)).toMatchObject({ name: { it: 'Nome di vat-yearly' }, parent: 'vat', count: 0 });
  expect(await change(before)).toMatchObject({ ok: true });
});

it('who publishes articles changes them, nobody else', async () => {
  const before = await standing();
  expect(await change(before, 'anna')).toMatchObject({ ok: true });
  for (const other of ['luca', 'dario', 'giulia'] as const)
    expect(await change(before, other)).toMatchObject({ code: 'forbidden' });
});

it('of two who saw the same list the second is refused; another part of the settings is no matter', async () => {
  const { revision } = await settings();
  const categories = await standing();
  const send = () => test.run('elena', 'categories.change', { revision, categories });
  expect(
    await test.run('elena', 'mail.change', { revision, senderName: 'Aiuto', senderAddress: null }),
  ).toMatchObject({ ok: true });
  const both = await Promise.all([send(), send()]);
  expect(both.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['ok', 'stale']);
});

it('a category that articles stand in stays, whether they are read already or only written', async () => {
  const before = await standing();
  await change([...before, category('read'), category('written')]);
  await storeArticle(test, 'si-legge', { category: 'read' });
  await storeArticle(test, 'si-legge', { category: 'read', locale: 'en' });
  await storeArticle(test, 'anche', { category: 'read' });
  expect(await change([...before, category('written')])).toMatchObject({
    code: 'category_in_use',
    field: 'read',
    got: 2,
  });
  const article = newId();
  await expect
    .poll(() => write({ article, category: 'written' }), { timeout: 10_000 })
    .toMatchObject({
      ok: true,
    });
  expect(await change([...before, category('read')])).toMatchObject({
    code: 'category_in_use',
    field: 'written',
    got: 1,
  });
  await write({ article, category: 'vat', revision: 1 });
  expect(await change([...before, category('read')])).toMatchObject({ ok: true });
  await expect
    .poll(() => write({ article, category: 'written', revision: 2 }), { timeout: 10_000 })
    .toMatchObject({ code: 'not_found', field: 'category' });
});

it('an earlier version of an article comes back where the article stands, when its category is gone', async () => {
  const before = await standing();
  await change([...before, category('gone')]);
  const article = newId();
  await expect
    .poll(() => write({ article, category: 'gone' }), { timeout: 10_000 })
    .toMatchObject({
      ok: true,
    });
  await test.installation.database.manuscripts.updateOne({ _id: article }, { updatedAt: 0 });
  await write({ article, category: 'vat', revision: 1 });
  expect(await change(before)).toMatchObject({ ok: true });
  const restore = () => test.run('luca', 'article.restore', { article, revision: 2, version: 1 });
  await expect
    .poll(async () => (await test.installation.settings()).articleCategories.length, { timeout: 10_000 })
    .toBe(before.length);
  expect(await restore()).toMatchObject({ ok: true });
  const found = await manuscript(test.installation, await test.as('luca'), article);
  expect(found?.content.category).toBe('vat');
});

it('a list that is no tree is refused', async () => {
  const before = await standing();
  const below = (parent: string) => category('below', { parent });
  for (const more of [
    [category('vat')],
    [below('nowhere')],
    [below('below')],
    [below('vat'), category('deeper', { parent: 'below' })],
    [category('x', { name: { it: '', en: 'x' } })],
    [category('x', { name: { it: 'x'.repeat(61), en: 'x' } })],
    [category('Not a code')],
  ])
    expect(await change([...before, ...more])).toMatchObject({ ok: false, field: expect.any(String) });
  expect(await change([])).toMatchObject({ code: 'required', field: 'categories' });
});
