import { type CommandInput, errorStatus } from '@sportello/core';
import {
  article,
  articleFeedback,
  articlesBeside,
  type Context,
  type Installation,
  manuscriptIdOf,
  ownVote,
  run,
  type Visitor,
  voteAsVisitor,
} from '@sportello/domain';
import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { articleHref, articleHrefIn, shelfHref } from '$lib/features/article/shelf';
import * as m from '$lib/paraglide/messages';
import { articleLink } from '$lib/server/articleLinks';
import { keptVoteToken, voteToken } from '$lib/server/articleVisitor';
import { openToCaches } from '$lib/server/caching';
import { addressOf, anybody } from '$lib/server/session';
import { wayTo } from '$lib/server/shelves';
import { withAnchors } from '$lib/text/anchors';
import { renderMarkdown } from '$lib/text/markdown';
import type { Actions, PageServerLoad } from './$types';

/** Milliseconds that formatting an article may take: more than a message, since it is long and read often. */
const formattingBudget = 300;
/** Articles offered beside one that names none. */
const BESIDE = 4;

/** A language asked for by the address; anything else counts as not asked. */
const askedLanguage = z.enum(['it', 'en']).nullable().catch(null);
const languageOf = (url: URL) => askedLanguage.parse(url.searchParams.get('lang'));

/** An article's largest headings come right below its title. */
function formatted(body: string) {
  const topHeading = /^# /mu.test(body) ? 2 : 1;
  return withAnchors(renderMarkdown(body, { topHeading, budgetMs: formattingBudget }), (text) =>
    m.faq_copy_heading({ heading: text }),
  );
}

/** What the reader has said of it before. */
function saidOf(installation: Installation, reader: Context | Visitor, event: RequestEvent, slug: string) {
  const teller = reader.principal ? reader.principal.person : voteToken(event);
  return teller === null ? null : ownVote(installation, slug, teller);
}

/** An article; one that the reader may not see answers exactly like one that does not exist. */
export const load: PageServerLoad = async (event) => {
  const { installation, reader } = anybody(event);
  const lang = languageOf(event.url);
  const [found, settings] = await Promise.all([
    article(installation, reader, event.params.slug, lang ?? undefined),
    installation.settings(),
  ]);
  if (!found) error(404, 'not_found');
  const { slug, title, summary, locale, locales, updatedAt, body } = found;
  const [related, own, opinions, written] = await Promise.all([
    articlesBeside(installation, reader, found, BESIDE),
    saidOf(installation, reader, event, slug),
    reader.principal ? articleFeedback(installation, reader, slug) : null,
    reader.principal ? manuscriptIdOf(installation, reader, slug) : null,
  ]);
  // A page that shows what this browser has said is its own.
  if (!own) openToCaches(event, reader);
  const { origin } = installation;
  const address = origin + articleHref(slug);
  return {
    article: { slug, title, summary, locale, locales, updatedAt, address, ...formatted(body) },
    lang,
    canonical: locales.length > 1 ? origin + articleHrefIn(slug, locale) : address,
    alternates:
      locales.length > 1
        ? [
            ...locales.map((one) => ({ locale: one, href: origin + articleHrefIn(slug, one) })),
            { locale: 'x-default', href: address },
          ]
        : [],
    related: related.map(articleLink),
    own,
    opinions,
    /** Where it is written, for who may. */
    manuscript: written ? `/articles/${written}` : null,
    breadcrumbs: [
      { label: m.menu_faq(), href: '/faq' },
      ...wayTo(settings, found.category, reader.locale).map(({ code, name }) => ({
        label: name,
        href: shelfHref(code),
      })),
      { label: title },
    ],
  };
};

/** What the buttons of the form say; anything else is refused where it is parsed. */
const answers: Readonly<Record<string, boolean | null>> = { yes: true, no: false, none: null };

/** Says whether the article was useful: as the person who is signed in, or as this browser. */
async function vote(event: RequestEvent<{ slug: string }>) {
  const { installation, reader } = anybody(event);
  const { slug } = event.params;
  const form = await event.request.formData();
  const said = form.get('useful');
  const word = form.get('word');
  const input: Record<keyof CommandInput<'article.vote'>, unknown> = {
    slug,
    useful: typeof said === 'string' && Object.hasOwn(answers, said) ? answers[said] : said,
    word: typeof word === 'string' ? word : undefined,
  };
  const answer = reader.principal
    ? await run(installation, reader, 'article.vote', input)
    : await voteAsVisitor(installation, reader, input, {
        address: addressOf(event),
        token: keptVoteToken(event, slug),
      });
  if (!answer.ok && answer.code === 'not_found') error(404, 'not_found');
  if (!answer.ok)
    return fail(errorStatus[answer.code], { refusal: answer, word: typeof word === 'string' ? word : '' });
  const lang = languageOf(event.url);
  redirect(303, `${articleHref(slug)}${lang ? `?lang=${lang}` : ''}#useful`);
}

export const actions: Actions = { vote };
