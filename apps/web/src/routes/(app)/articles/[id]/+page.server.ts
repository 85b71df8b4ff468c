import { type CommandName, can, errorStatus, id as isId, type Refusal } from '@sportello/core';
import { slugOf } from '@sportello/core/articles';
import {
  articleChoices,
  articleCompanies,
  type Manuscript,
  manuscript,
  run,
  type ThreadDraft,
  threadDraft,
} from '@sportello/domain';
import { error, fail, redirect } from '@sveltejs/kit';
import { isSame, momentIn, nothing, readManuscript, type Typed } from '$lib/features/writing/manuscriptForm';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import { categoryLabel } from '$lib/server/shelves';
import { fullTime } from '$lib/text/time';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const typedOf = ({ slug, content }: Manuscript): Typed => ({ slug, ...content });

/** What the thread of a ticket says without names, where the sheet was taken for that. */
async function fromThread(event: RequestEvent): Promise<(ThreadDraft & { number: number }) | null> {
  const { installation, context } = signedIn(event);
  const number = Number(event.url.searchParams.get('ticket') ?? Number.NaN);
  if (!Number.isSafeInteger(number)) return null;
  const headings = { question: m.writing_thread_question(), answer: m.writing_thread_answer() };
  const stand = {
    name: `[${m.writing_stand_name()}]`,
    number: `[${m.writing_stand_number()}]`,
    mail: `[${m.writing_stand_mail()}]`,
    address: `[${m.writing_stand_address()}]`,
  };
  const draft = await threadDraft(installation, context, number, headings, stand);
  return draft && { ...draft, number };
}

/** A manuscript; one that nobody has begun is there for who was given its name. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  const { id } = event.params;
  if (!can(context.principal, 'article.write') || !isId.safeParse(id).success) error(404);
  const [found, settings, articles, companies] = await Promise.all([
    manuscript(installation, context, id),
    installation.settings(),
    articleChoices(installation, context),
    articleCompanies(installation, context),
  ]);
  if (!found && !event.url.searchParams.has('new')) error(404);
  const { locale } = context;
  const thread = found ? null : await fromThread(event);
  const begun = thread?.text ?? nothing;
  const categories = settings.articleCategories.map(({ code }) => ({
    value: code,
    label: categoryLabel(settings, code, locale),
  }));
  const blank: Typed = {
    slug: slugOf(begun.title),
    category: categories[0]?.value ?? '',
    audience: 'public',
    companies: [],
    tags: [],
    related: [],
    texts: locale === 'en' ? { it: nothing, en: begun } : { it: begun, en: nothing },
  };
  const title = found?.title || m.writing_new();
  return {
    breadcrumbs: [{ label: m.menu_articles(), href: '/articles' }, { label: title }],
    article: id,
    title,
    typed: found ? typedOf(found) : blank,
    revision: found?.revision ?? 0,
    standing: {
      stage: found?.stage ?? ('draft' as const),
      isLive: found?.isLive ?? false,
      wasPublished: found?.wasPublished ?? false,
    },
    planned: found?.publishAt ? m.writing_planned({ at: fullTime(found.publishAt, locale) }) : null,
    /** The ticket it was made of, and how many things were taken away. */
    origin: thread && { number: thread.number, removed: thread.removed },
    note: found?.note ?? null,
    updatedBy: found?.updatedBy ?? null,
    mayPublish: can(context.principal, 'article.publish'),
    categories,
    companies,
    articles: articles
      .filter(({ slug }) => slug !== found?.slug)
      .map(({ slug, title: label }) => ({ value: slug, label })),
  };
};

const refused = (refusal: Refusal, typed: Typed | null) =>
  fail(errorStatus[refusal.code], { refusal, revision: null, typed });

/** Keeps what stands in the form, unless it is kept already; answers the revision it is at, or why it was not. */
async function kept(event: RequestEvent, form: FormData) {
  const { installation, context } = signedIn(event);
  const typed = readManuscript(form);
  const revision = Number(form.get('revision'));
  const before = await manuscript(installation, context, event.params.id);
  if (before?.revision === revision && isSame(typedOf(before), typed)) return { revision, typed };
  const answer = await run(installation, context, 'article.write', {
    article: event.params.id,
    revision,
    ...typed,
  });
  return answer.ok ? { revision: answer.data.revision, typed } : { refusal: answer, typed };
}

type Act = Extract<CommandName, `article.${string}`>;

/** What a button does with the manuscript once what stands in the form is kept. */
const act =
  (name: Act, fields: (form: FormData) => object = () => ({})) =>
  async (event: RequestEvent) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const written = await kept(event, form);
    if (written.refusal) return refused(written.refusal, written.typed);
    const { revision } = written;
    const input = { article: event.params.id, revision, ...fields(form) };
    const answer = await run(installation, context, name, input);
    if (!answer.ok) return refused(answer, null);
    return { refusal: null, revision, typed: null };
  };

export const actions: Actions = {
  save: async (event) => {
    const written = await kept(event, await event.request.formData());
    if (written.refusal) return refused(written.refusal, written.typed);
    return { refusal: null, revision: written.revision, typed: null };
  },
  submit: act('article.submit'),
  publish: act('article.publish', () => ({ at: null })),
  schedule: act('article.publish', (form) => ({ at: momentIn(form, 'at') })),
  return: act('article.return', (form) => ({ note: String(form.get('note') ?? '') })),
  withdraw: act('article.withdraw'),
  drop: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const input = { article: event.params.id, revision: Number(form.get('revision')) };
    const answer = await run(installation, context, 'article.drop', input);
    if (!answer.ok) return refused(answer, null);
    redirect(303, '/articles');
  },
};
