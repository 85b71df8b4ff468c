import type { ArticleCategoryIcon } from '@sportello/core/articles';
import * as m from '$lib/paraglide/messages';

/** What the icons of categories are called, for who does not see them. */
export const iconNames: Readonly<Record<ArticleCategoryIcon, () => string>> = {
  'book-open': m.categories_icon_book,
  calculator: m.categories_icon_calculator,
  'key-round': m.categories_icon_key,
  package: m.categories_icon_package,
  printer: m.categories_icon_printer,
  'receipt-text': m.categories_icon_receipt,
  server: m.categories_icon_server,
  tablet: m.categories_icon_tablet,
  wallet: m.categories_icon_wallet,
};
