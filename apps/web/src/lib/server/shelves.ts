import type { ArticleCategory } from '@sportello/domain';
import type { SettingsRecord } from '@sportello/models';
import type { Shelf } from '$lib/features/article/shelf';

/** A category in the reader's language. */
export function shelfOf(
  { code, name, description, icon, parent, count }: ArticleCategory,
  locale: 'it' | 'en',
): Shelf {
  return { code, icon, parent, count, name: name[locale], description: description[locale] };
}

/** The way down to a category: the one it stands below, if any, and itself; nothing for one that there is not. */
export function wayTo(
  { articleCategories }: Pick<SettingsRecord, 'articleCategories'>,
  code: string,
  locale: 'it' | 'en',
): readonly { readonly code: string; readonly name: string }[] {
  const named = (wanted: string | null | undefined) =>
    articleCategories.flatMap((one) =>
      one.code === wanted ? [{ code: one.code, name: one.name[locale], parent: one.parent }] : [],
    );
  return named(code).flatMap(({ parent, ...own }) => [
    ...named(parent).map(({ code: above, name }) => ({ code: above, name })),
    own,
  ]);
}

/** What a category is called where it stands alone: with the one it stands below. Its code where there is none such. */
export function categoryLabel(
  settings: Pick<SettingsRecord, 'articleCategories'>,
  code: string,
  locale: 'it' | 'en',
): string {
  const way = wayTo(settings, code, locale);
  return way.length > 0 ? way.map(({ name }) => name).join(' › ') : code;
}
