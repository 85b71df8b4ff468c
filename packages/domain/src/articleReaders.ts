import { type ArticleReader, articleAudiences } from '@sportello/core/articles';
import { type ArticleRecord, type QueryFilter, trusted } from '@sportello/models';
import type { Context, Visitor } from './context.ts';

/** What somebody may read of the knowledge base, for the search engine. */
export function readerOf({ principal }: Context | Visitor): ArticleReader {
  if (!principal) return { kind: 'visitor' };
  return principal.side === 'staff' ? { kind: 'staff' } : { kind: 'customer', company: principal.company };
}

/** The articles that somebody may read, as a database filter. */
export function readableBy(ctx: Context | Visitor): QueryFilter<ArticleRecord> {
  return readableFor(readerOf(ctx));
}

/** As {@link readableBy}, for whoever is named instead of whoever asks. */
export function readableFor(reader: ArticleReader): QueryFilter<ArticleRecord> {
  if (reader.kind === 'visitor') return { audience: 'public' };
  if (reader.kind === 'staff') return { audience: trusted({ $in: [...articleAudiences] }) };
  const forAll: QueryFilter<ArticleRecord> = { audience: trusted({ $in: ['public', 'signedIn'] }) };
  if (reader.company === null) return forAll;
  return { $or: [forAll, { audience: 'companies', companies: reader.company }] };
}

/** As {@link readableFor}, of one article. */
export function isReadableFor(
  reader: ArticleReader,
  { audience, companies = [] }: Pick<ArticleRecord, 'audience' | 'companies'>,
): boolean {
  if (audience === 'nobody') return false;
  if (reader.kind === 'visitor') return audience === 'public';
  if (audience !== 'companies' || reader.kind === 'staff') return true;
  return reader.company !== null && companies.includes(reader.company);
}
