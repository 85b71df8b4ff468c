import { articleCategories, articleShelf } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { shelfHref } from '$lib/features/article/shelf';
import * as m from '$lib/paraglide/messages';
import { articleLink } from '$lib/server/articleLinks';
import { openToCaches } from '$lib/server/caching';
import { anybody } from '$lib/server/session';
import { shelfOf } from '$lib/server/shelves';
import type { PageServerLoad } from './$types';

/** What is no number of a page counts as the first one. */
const pageNumber = z.coerce.number().int().min(1).max(100_000).catch(1);

/** A page of a category, with the other categories beside it. */
export const load: PageServerLoad = async (event) => {
  const { installation, reader } = anybody(event);
  const page = pageNumber.parse(event.url.searchParams.get('page') ?? 1);
  const [found, categories] = await Promise.all([
    articleShelf(installation, reader, event.params.code, page),
    articleCategories(installation, reader),
  ]);
  if (!found) error(404, 'not_found');
  openToCaches(event, reader);
  const shelf = shelfOf(found.category, reader.locale);
  const shelves = categories.map((category) => shelfOf(category, reader.locale));
  const above = shelves.filter(({ code }) => code === shelf.parent);
  return {
    shelf,
    articles: found.articles.map(articleLink),
    page,
    pages: found.pages,
    shelves,
    below: shelves.filter(({ parent }) => parent === shelf.code),
    canonical: `${installation.origin}${shelfHref(shelf.code, page)}`,
    breadcrumbs: [
      { label: m.menu_faq(), href: '/faq' },
      ...above.map(({ code, name }) => ({ label: name, href: shelfHref(code) })),
      { label: shelf.name },
    ],
  };
};
