import {
  type ArticleCard,
  type Context,
  categories,
  type Installation,
  type Visitor,
} from '@sportello/domain';
import type { ArticleLink } from '$lib/features/article/shelf';

/** What a page needs of an article to link to it. */
export function articleLink({ slug, title, summary, locale }: ArticleCard): ArticleLink {
  return { slug, title, summary, locale };
}

/** The articles that are read most, of all categories. */
export async function mostRead(
  installation: Installation,
  reader: Context | Visitor,
  count: number,
): Promise<ArticleLink[]> {
  const articles = (await categories(installation, reader)).flatMap((category) => category.articles);
  return articles
    .sort((one, other) => other.views - one.views)
    .slice(0, count)
    .map(articleLink);
}
