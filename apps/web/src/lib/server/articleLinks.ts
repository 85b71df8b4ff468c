import {
  type ArticleCard,
  type Context,
  type Installation,
  usefulArticles,
  type Visitor,
} from '@sportello/domain';
import type { ArticleLink } from '$lib/features/article/shelf';

/** What a page needs of an article to link to it. */
export function articleLink({ slug, title, summary, locale, updatedAt }: ArticleCard): ArticleLink {
  return { slug, title, summary, locale, updatedAt };
}

/** The articles that help most, of all categories. */
export async function mostUseful(
  installation: Installation,
  reader: Context | Visitor,
  count: number,
): Promise<ArticleLink[]> {
  return (await usefulArticles(installation, reader, count)).map(articleLink);
}
