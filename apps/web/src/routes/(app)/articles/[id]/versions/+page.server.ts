import { articleLocales, can, errorStatus } from '@sportello/core';
import { articleVersion, articleVersions, manuscript, run } from '@sportello/domain';
import { error, fail, redirect } from '@sveltejs/kit';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

const parts = ['title', 'summary', 'body'] as const;

/** The versions of an article, and what one of them changed. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'article.write')) error(404);
  const { id } = event.params;
  const found = await manuscript(installation, context, id);
  if (!found) error(404);
  const versions = await articleVersions(installation, context, id);
  const wanted = Number(event.url.searchParams.get('version'));
  const shown = versions.find(({ version }) => version === wanted) ?? versions[0];
  if (!shown) error(404);
  const earlier = versions.find(({ version }) => version < shown.version);
  const [after, before] = await Promise.all([
    articleVersion(installation, context, id, shown.version),
    earlier ? articleVersion(installation, context, id, earlier.version) : null,
  ]);
  const changes = articleLocales.flatMap((locale) =>
    parts.flatMap((part) => {
      const [was, is] = [before?.texts[locale][part] ?? '', after?.texts[locale][part] ?? ''];
      return was === is ? [] : [{ locale, part, before: was, after: is }];
    }),
  );
  return {
    breadcrumbs: [
      { label: m.menu_articles(), href: '/articles' },
      { label: found.title || m.writing_untitled(), href: `/articles/${id}` },
      { label: m.writing_versions() },
    ],
    article: id,
    title: found.title || m.writing_untitled(),
    revision: found.revision,
    current: found.version,
    versions,
    shown: shown.version,
    changes,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const answer = await run(installation, context, 'article.restore', {
      article: event.params.id,
      revision: Number(form.get('revision')),
      version: Number(form.get('version')),
    });
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer });
    redirect(303, `/articles/${event.params.id}`);
  },
};
