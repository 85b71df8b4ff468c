import { can } from '@sportello/core';
import { type ArticleContent, type Database, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** How many articles stand in each of some categories: as they are read or as they are written. One that has none is missing. */
export async function articlesStandingIn(
  { articles, manuscripts }: Database,
  codes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const among = trusted({ $in: [...codes] });
  const [read, written] = await Promise.all([
    articles.find({ category: among }, { slug: 1, category: 1 }).lean(),
    manuscripts
      .find({ 'content.category': among }, { slug: 1, 'content.category': 1 })
      .lean<{ slug: string; content: Pick<ArticleContent, 'category'> }[]>(),
  ]);
  const slugs = new Map<string, Set<string>>();
  const note = (category: string, slug: string) =>
    slugs.set(category, (slugs.get(category) ?? new Set()).add(slug));
  for (const { category, slug } of read) note(category, slug);
  for (const { content, slug } of written) note(content.category, slug);
  return new Map([...slugs].map(([category, known]) => [category, known.size]));
}

/** How many articles stand in each category, for who arranges them; for anybody else there are none. */
export async function categoryUse(
  { database, settings }: Installation,
  { principal }: Context,
): Promise<ReadonlyMap<string, number>> {
  if (!can(principal, 'article.publish')) return new Map();
  const { articleCategories } = await settings();
  return articlesStandingIn(
    database,
    articleCategories.map(({ code }) => code),
  );
}
