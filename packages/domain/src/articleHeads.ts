import { type ArticleRecord, type Database, trusted } from '@sportello/models';
import { Records } from './records.ts';

/** What of an article is kept. */
export type ArticleHead = Pick<
  ArticleRecord,
  '_id' | 'slug' | 'category' | 'title' | 'audience' | 'companies'
>;

/** The heads of articles, kept in memory and forgotten as soon as the bell says they changed: every keystroke of a search asks for some. */
export class ArticleHeads extends Records<ArticleHead> {
  constructor({ articles }: Database) {
    super((ids) =>
      articles
        .find(
          { _id: trusted({ $in: [...ids] }) },
          { slug: 1, category: 1, title: 1, audience: 1, companies: 1 },
        )
        .lean<ArticleHead[]>(),
    );
  }
}
