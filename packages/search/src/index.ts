export { piecesOf, tellingWords } from './description.ts';
export {
  type ArticleDocument,
  type ArticleSource,
  articleDocument,
  type Documents,
  type IndexName,
  indexNames,
  type MessageDocument,
  type MessageSource,
  messageDocument,
  messageId,
  type Reach,
  reachDiffers,
  reachOf,
  type TicketDocument,
  type TicketSource,
  ticketDocument,
} from './documents.ts';
export { SearchUnavailableError } from './errors.ts';
export type { FindRequest, Found, FoundArticle, FoundMessage, FoundTicket } from './find.ts';
export { queriesOf } from './find.ts';
export type { RebuildProgress, Sources } from './indexing/rebuild.ts';
export type { Rejected } from './indexing/write.ts';
export { tellingQuery } from './language/telling.ts';
export { type IndexedTicket, openSearch, type Search, type SearchOptions, type SearchStats } from './open.ts';
