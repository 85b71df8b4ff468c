import { type CommandData, type CommandOutput, can, type Result, refuse, type Side } from '@sportello/core';
import {
  type ArticleCounted,
  type ArticleVoteRecord,
  addToArticleNumbers,
  articleViewId,
  articleVoteId,
} from '@sportello/models';
import type { Context, Visitor } from '../context.ts';
import type { Installation } from '../installation.ts';
import { articleLocale } from '../queries/articles.ts';

const DAY = 24 * 60 * 60_000;

/** Who says whether an article was useful. */
export interface Voter {
  /** Id of the person, or the token of a visitor's browser. */
  readonly reader: string;
  readonly person: string | null;
  readonly side: Side | 'visitor';
}

type Voted = Pick<ArticleVoteRecord, 'useful'> | null;

/** What a vote adds to an article's numbers, given the one that it takes the place of. */
function difference(before: Voted, now: Voted): ArticleCounted {
  const is = (vote: Voted, useful: boolean): number => (vote?.useful === useful ? 1 : 0);
  return {
    useful: is(now, true) - is(before, true),
    useless: is(now, false) - is(before, false),
  };
}

/**
 * Keeps what a reader says of an article, and counts it: both or neither, however often and from wherever it is said.
 * @returns a refusal when there is no such article for the reader
 */
export async function keepVote(
  installation: Installation,
  asking: Context | Visitor,
  { reader, person, side }: Voter,
  { slug, useful, word }: CommandData<'article.vote'>,
): Promise<Result<CommandOutput<'article.vote'>>> {
  const locale = await articleLocale(installation, asking, slug);
  if (!locale) return refuse('not_found');
  const { database } = installation;
  const _id = articleVoteId(slug, reader);
  const at = installation.now();
  await database.connection.transaction(
    async (session) => {
      const before: Voted = await database.articleVotes.findById(_id, null, { session }).lean<Voted>();
      if (useful === null) await database.articleVotes.deleteOne({ _id }, { session });
      else
        await database.articleVotes.updateOne(
          { _id },
          {
            $set: { useful, at, locale, ...(word !== undefined && { word: word || null }) },
            $setOnInsert: { slug, person, side, ...(word === undefined && { word: null }) },
          },
          { upsert: true, session },
        );
      const now = useful === null ? null : { useful };
      await addToArticleNumbers(database, slug, difference(before, now), session);
    },
    { writeConcern: { w: 'majority', j: true } },
  );
  return { ok: true, data: { counted: useful !== null } };
}

/** Says whether an article was useful. */
export async function vote(
  installation: Installation,
  ctx: Context,
  data: CommandData<'article.vote'>,
): Promise<Result<CommandOutput<'article.vote'>>> {
  const { principal } = ctx;
  if (!can(principal, 'article.rate')) return refuse('forbidden');
  const { person, side } = principal;
  return keepVote(installation, ctx, { reader: person, person, side }, data);
}

/**
 * Counts that somebody reads an article, once a day. Those who may see what readers make of it write it, and do not count.
 * A reading is noted before it is counted: one of a process that dies in between is lost, and none counts twice.
 */
export async function view(
  installation: Installation,
  ctx: Context,
  { slug }: CommandData<'article.view'>,
): Promise<Result<CommandOutput<'article.view'>>> {
  const { database } = installation;
  const { principal } = ctx;
  if (!can(principal, 'article.rate')) return refuse('forbidden');
  if (!(await articleLocale(installation, ctx, slug))) return refuse('not_found');
  if (can(principal, 'article.feedback')) return { ok: true, data: { counted: false } };
  const now = installation.now();
  const day = new Date(now).toISOString().slice(0, 10);
  const noted = await database.articleViews.updateOne(
    { _id: articleViewId(slug, day, principal.person) },
    { $setOnInsert: { endsAt: new Date(now + DAY) } },
    { upsert: true },
  );
  const counted = noted.upsertedCount > 0;
  if (counted) await addToArticleNumbers(database, slug, { views: 1 });
  return { ok: true, data: { counted } };
}
