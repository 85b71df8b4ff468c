import { articleHome } from '@sportello/domain';
import { articleLink } from '$lib/server/articleLinks';
import { openToCaches } from '$lib/server/caching';
import { anybody } from '$lib/server/session';
import { shelfOf } from '$lib/server/shelves';
import type { PageServerLoad } from './$types';

/** What helps most, what is new, and all categories, as far as the reader may see them. */
export const load: PageServerLoad = async (event) => {
  const { installation, reader } = anybody(event);
  const { categories, useful, recent } = await articleHome(installation, reader);
  openToCaches(event, reader);
  return {
    shelves: categories
      .filter(({ parent }) => parent === null)
      .map(({ first, ...category }) => ({
        shelf: shelfOf(category, reader.locale),
        articles: first.map(articleLink),
        below: categories
          .filter(({ parent }) => parent === category.code)
          .map((one) => shelfOf(one, reader.locale)),
      })),
    useful: useful.map(articleLink),
    recent: recent.map(articleLink),
    canonical: `${installation.origin}/faq`,
    ownSearch: true,
  };
};
