export * from './amendments.ts';
export * from './archive.ts';
export { type Committed, type Decide, type Decision, KeyUsedError } from './batch.ts';
export * from './bell.ts';
export * from './commit.ts';
export * from './database.ts';
export * from './demo/index.ts';
export * from './files.ts';
export * from './holdNotices.ts';
export * from './keepLast.ts';
export * from './lease.ts';
export * from './log.ts';
export * from './mails.ts';
export * from './manuscripts.ts';
export { migrate } from './migrations.ts';
export type { DecideTogether, JointDecision } from './plan.ts';
export * from './purging.ts';
export * from './schemas/articleReading.ts';
export * from './schemas/articles.ts';
export * from './schemas/attachments.ts';
export * from './schemas/companies.ts';
export * from './schemas/coordination.ts';
export * from './schemas/deflections.ts';
export * from './schemas/drafts.ts';
export * from './schemas/entries.ts';
export * from './schemas/installations.ts';
export {
  type ListLead,
  listIndex,
  listLeads,
  listOrders,
  monthlyIndex,
  monthOf,
} from './schemas/listIndexes.ts';
export * from './schemas/mails.ts';
export * from './schemas/manuscripts.ts';
export * from './schemas/missedSearches.ts';
export * from './schemas/people.ts';
export * from './schemas/readers.ts';
export * from './schemas/savedViews.ts';
export * from './schemas/settings.ts';
export * from './schemas/tickets.ts';
export * from './schemas/tombstones.ts';
export * from './sightings.ts';
export * from './timed.ts';
export * from './todo.ts';
export { AttachedError } from './transaction.ts';
export * from './turns.ts';
