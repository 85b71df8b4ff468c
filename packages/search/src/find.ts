import type { ArticleReader, Highlighted, Side, searchSections, TicketScope } from '@sportello/core';
import type { Meilisearch, MultiSearchQuery } from 'meilisearch';
import * as z from 'zod/mini';
import { type ArticleHit, articleHit, inOrder, isWhole } from './articleOrder.ts';
import { askByWord, descriptionWords, joinWords, keywordPieces } from './description.ts';
import type { IndexName } from './documents.ts';
import { SearchUnavailableError } from './errors.ts';
import { articleConditions, messageConditions, scopeConditions } from './filter.ts';
import { BEGIN, END, highlighted } from './highlights.ts';
import { tellingQuery } from './language/telling.ts';

/** A search as the rights of the viewer shape it. */
export interface FindRequest {
  /** What was typed, up to a whole description. */
  readonly q: string;
  readonly sections: readonly (typeof searchSections)[number][];
  /** Most hits of each section. */
  readonly limit: number;
  readonly locale: 'it' | 'en';
  /** Which tickets may be found; null: none. */
  readonly scope: TicketScope | null;
  readonly side: Side;
  /** Who looks for articles. */
  readonly articles: ArticleReader;
}

/** A hit of each section, as the index knows it: to be read again before it is shown. */
export interface FoundArticle {
  readonly id: string;
  readonly slug: string;
  readonly title: Highlighted;
  readonly crop: Highlighted;
}
/** See {@link FoundArticle}. */
export interface FoundTicket {
  readonly id: string;
  readonly title: Highlighted;
  readonly crop: Highlighted;
}
/** See {@link FoundArticle}. */
export interface FoundMessage {
  readonly ticket: string;
  readonly seq: number;
  readonly crop: Highlighted;
}

/** What was found, best first. */
export interface Found {
  /** What was really searched for. */
  readonly q: string;
  readonly shortened: boolean;
  readonly articles: readonly FoundArticle[];
  readonly tickets: readonly FoundTicket[];
  readonly messages: readonly FoundMessage[];
}

/** Words around the best match. */
const CROP_WORDS = 24;

const ticketHit = z.object({
  id: z.string(),
  _formatted: z.object({ title: z.string(), excerpt: z.string() }),
});
const messageHit = z.object({
  ticket: z.string(),
  seq: z.number(),
  _formatted: z.object({ body: z.string(), files: z.optional(z.string()) }),
});

function parsed<T extends z.core.$ZodType>(schema: T, hits: readonly unknown[]): z.output<T>[] {
  const result = z.array(schema).safeParse(hits);
  if (!result.success)
    throw new SearchUnavailableError('the search engine answered something else than hits');
  return result.data;
}

function asArticle({ id, slug, _formatted }: ArticleHit, q: string): FoundArticle {
  const { title, summary, body } = _formatted;
  const shown = !summary.includes(BEGIN) && body.includes(BEGIN) ? body : summary;
  return { id, slug, title: highlighted(title, q), crop: highlighted(shown, q) };
}
function asTicket({ id, _formatted }: z.output<typeof ticketHit>, q: string): FoundTicket {
  const { title, excerpt } = _formatted;
  return { id, title: highlighted(title, q), crop: highlighted(excerpt, q) };
}
function asMessage({ ticket, seq, _formatted }: z.output<typeof messageHit>, q: string): FoundMessage {
  const { body, files = '' } = _formatted;
  const isFile = body === '' || (!body.includes(BEGIN) && files.includes(BEGIN));
  return { ticket, seq, crop: highlighted(isFile ? files : body, q) };
}

/** Names the real index of a section. */
export type IndexUid = (name: IndexName) => string;

/** The questions of one search, as the engine is asked them at once. */
export function queriesOf(request: FindRequest, q: string, uid: IndexUid): MultiSearchQuery[] {
  const { limit, scope, side, sections } = request;
  const query = (
    name: IndexName,
    filter: string[],
    shown: string[],
    whole: string[],
    cropped: string[],
  ): MultiSearchQuery => ({
    indexUid: uid(name),
    q,
    limit,
    filter,
    attributesToRetrieve: shown,
    attributesToHighlight: [...whole, ...cropped],
    attributesToCrop: cropped,
    cropLength: CROP_WORDS,
    highlightPreTag: BEGIN,
    highlightPostTag: END,
    locales: ['ita', 'eng'],
    // Words that are everywhere give way first when not all can be had.
    matchingStrategy: 'frequency',
  });
  const article = (locale: string): MultiSearchQuery => ({
    ...query(
      'articles',
      [...articleConditions(request.articles), locale],
      ['id', 'slug'],
      ['title', 'summary'],
      ['body'],
    ),
    // Tells whether a hit has all of the words.
    showRankingScoreDetails: true,
  });
  return sections.flatMap((section) => {
    if (section === 'articles')
      return [article(`locale = "${request.locale}"`), article(`locale != "${request.locale}"`)];
    if (!scope) return [];
    if (section === 'tickets')
      return [query('tickets', scopeConditions(scope), ['id'], ['title', 'excerpt'], [])];
    return [query('messages', messageConditions(scope, side), ['ticket', 'seq'], [], ['body', 'files'])];
  });
}

const nothing = { articles: [], tickets: [], messages: [] };

async function ask(client: Meilisearch, queries: MultiSearchQuery[], signal: AbortSignal) {
  try {
    return (await client.multiSearch({ queries }, { signal })).results;
  } catch (error) {
    // Also when it refuses: an index without our settings is no index.
    throw new SearchUnavailableError('the search engine did not answer', { cause: error });
  }
}

/** The hits of each query. A description is asked for word by word, except among messages: there are too many. */
async function hitsOf(
  client: Meilisearch,
  queries: readonly MultiSearchQuery[],
  q: string,
  messages: string,
  signal: AbortSignal,
): Promise<unknown[][]> {
  const words = descriptionWords(q);
  const asked = queries.map((query) =>
    words && query.indexUid !== messages ? askByWord(query, words) : [query],
  );
  const results = await ask(client, asked.flat(), signal);
  let at = 0;
  return asked.map(({ length }, index) => {
    const answers = results.slice(at, at + length);
    at += length;
    return length === 1 ? (answers[0]?.hits ?? []) : joinWords(answers, queries[index]?.limit ?? 0);
  });
}

/**
 * The articles that were found. For a few keywords that no article has all of they are looked for once more word by word, as
 * for a description, since what the rarest of the words finds alone is rarely the answer.
 * @param queries that were asked for them
 * @param first what these found
 */
async function articlesFor(
  client: Meilisearch,
  queries: readonly MultiSearchQuery[],
  first: readonly (readonly unknown[])[],
  q: string,
  signal: AbortSignal,
): Promise<ArticleHit[]> {
  const [own = [], others = []] = first.map((hits) => parsed(articleHit, hits));
  if (descriptionWords(q)) return inOrder(own, others, true);
  const pieces = keywordPieces(q);
  if (queries.length === 0 || pieces.length === 0 || [...own, ...others].some(isWhole))
    return inOrder(own, others, false);
  const asked = queries.map((query) => askByWord(query, pieces));
  const results = await ask(client, asked.flat(), signal);
  const [ownByPieces = [], othersByPieces = []] = asked.map(({ length }, index) =>
    parsed(
      articleHit,
      joinWords(results.slice(index * length, (index + 1) * length), queries[index]?.limit ?? 0),
    ),
  );
  if (ownByPieces.length + othersByPieces.length === 0) return inOrder(own, others, false);
  return inOrder(ownByPieces, othersByPieces, true);
}

/**
 * Searches all sections in one request.
 * @param signal ends the waiting
 * @throws SearchUnavailableError when the engine does not answer in time, or has no whole index
 */
export async function find(
  client: Meilisearch,
  uid: IndexUid,
  request: FindRequest,
  signal: AbortSignal,
): Promise<Found> {
  const { q, shortened } = tellingQuery(request.q);
  const queries = q === '' ? [] : queriesOf(request, q, uid);
  if (queries.length === 0) return { q, shortened, ...nothing };
  const hits = await hitsOf(client, queries, q, uid('messages'), signal);
  const isOf = (name: IndexName) => (_: unknown, index: number) => queries[index]?.indexUid === uid(name);
  const articles = await articlesFor(
    client,
    queries.filter(isOf('articles')),
    hits.filter(isOf('articles')),
    q,
    signal,
  );
  return {
    q,
    shortened,
    articles: articles.slice(0, request.limit).map((hit) => asArticle(hit, q)),
    tickets: parsed(ticketHit, hits.filter(isOf('tickets')).flat()).map((hit) => asTicket(hit, q)),
    messages: parsed(messageHit, hits.filter(isOf('messages')).flat()).map((hit) => asMessage(hit, q)),
  };
}
