import { categories } from '@sportello/domain';
import type { Shelf } from '$lib/features/article/shelf';
import { articleLink } from '$lib/server/articleLinks';
import { openToCaches } from '$lib/server/caching';
import { anybody } from '$lib/server/session';
import type { PageServerLoad } from './$types';

/** All categories with the articles the reader may see. */
export const load: PageServerLoad = async (event) => {
  const { installation, reader } = anybody(event);
  const found = await categories(installation, reader);
  openToCaches(event, reader);
  const shelves: Shelf[] = found.map(({ code, name, description, icon, articles }) => ({
    code,
    icon,
    name: name[reader.locale],
    description: description[reader.locale],
    articles: articles.map(articleLink),
  }));
  return { shelves, canonical: `${installation.origin}/faq`, ownSearch: true };
};
