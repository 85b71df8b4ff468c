import { article, manuscriptIdOf } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import * as m from '$lib/paraglide/messages';
import { articleLink } from '$lib/server/articleLinks';
import { openToCaches } from '$lib/server/caching';
import { anybody } from '$lib/server/session';
import { withAnchors } from '$lib/text/anchors';
import { renderMarkdown } from '$lib/text/markdown';
import type { PageServerLoad } from './$types';

/** Milliseconds that formatting an article may take: more than a message, since it is long and read often. */
const formattingBudget = 300;

/** An article's largest headings come right below its title. */
function formatted(body: string) {
  const topHeading = /^# /mu.test(body) ? 2 : 1;
  return withAnchors(renderMarkdown(body, { topHeading, budgetMs: formattingBudget }));
}

/** An article; one that the reader may not see answers exactly like one that does not exist. */
export const load: PageServerLoad = async (event) => {
  const { installation, reader } = anybody(event);
  const [found, settings] = await Promise.all([
    article(installation, reader, event.params.slug),
    installation.settings(),
  ]);
  if (!found) error(404, 'not_found');
  const written = reader.principal && (await manuscriptIdOf(installation, reader, found.slug));
  openToCaches(event, reader);
  const { slug, title, summary, locale, updatedAt, body, related } = found;
  const shelf = settings.articleCategories.find(({ code }) => code === found.category);
  const canonical = `${installation.origin}/faq/${slug}`;
  return {
    article: { slug, title, summary, locale, updatedAt, canonical, ...formatted(body) },
    related: related.map(articleLink),
    /** Where it is written, for who may. */
    manuscript: written ? `/articles/${written}` : null,
    breadcrumbs: [
      { label: m.menu_faq(), href: '/faq' },
      ...(shelf ? [{ label: shelf.name[reader.locale], href: `/faq#${shelf.code}` }] : []),
      { label: title },
    ],
  };
};
