import type { ArticleCategory } from '@sportello/domain';
import type { Shelf } from '$lib/features/article/shelf';

/** A category in the reader's language. */
export function shelfOf(
  { code, name, description, icon, count }: ArticleCategory,
  locale: 'it' | 'en',
): Shelf {
  return { code, icon, count, name: name[locale], description: description[locale] };
}
