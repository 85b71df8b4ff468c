import mongoose, { type Connection, type Model } from 'mongoose';
import {
  type ArticleNumbersRecord,
  type ArticleViewRecord,
  type ArticleVoteRecord,
  articleNumbersSchema,
  articleViewSchema,
  articleVoteSchema,
} from './schemas/articleReading.ts';
import { type ArticleRecord, articleSchema } from './schemas/articles.ts';
import { type AttachmentRecord, attachmentRecordSchema } from './schemas/attachments.ts';
import { type CompanyRecord, companySchema } from './schemas/companies.ts';
import {
  type CounterRecord,
  counterSchema,
  type LeaseRecord,
  leaseSchema,
  type MigrationRecord,
  migrationSchema,
  type SightingRecord,
  sightingSchema,
} from './schemas/coordination.ts';
import {
  type DeflectionRecord,
  type DismissalRecord,
  deflectionSchema,
  dismissalSchema,
} from './schemas/deflections.ts';
import { type DraftRecord, draftSchema } from './schemas/drafts.ts';
import { type EntryRecord, entrySchema } from './schemas/entries.ts';
import { type InstallationRecord, installationSchema } from './schemas/installations.ts';
import {
  type CaughtMailRecord,
  caughtMailSchema,
  type MailRecord,
  mailSchema,
  type RefusedAddressRecord,
  refusedAddressSchema,
} from './schemas/mails.ts';
import {
  type ArticleVersionRecord,
  articleVersionSchema,
  type ManuscriptRecord,
  manuscriptSchema,
} from './schemas/manuscripts.ts';
import { type MissedSearchRecord, missedSearchSchema } from './schemas/missedSearches.ts';
import { type PersonRecord, personSchema } from './schemas/people.ts';
import { type ReaderRecord, readerSchema } from './schemas/readers.ts';
import {
  type KeptListRecord,
  keptListSchema,
  type SavedViewRecord,
  savedViewSchema,
} from './schemas/savedViews.ts';
import { type LogoRecord, logoSchema, type SettingsRecord, settingsSchema } from './schemas/settings.ts';
import { type TicketRecord, ticketSchema } from './schemas/tickets.ts';
import { type TombstoneRecord, tombstoneSchema } from './schemas/tombstones.ts';

/** Marks operators that our own code put into a filter: everything else in a filter is taken as a plain value. */
export const { trusted } = mongoose;
export type { QueryFilter } from 'mongoose';

/** The installation's database: one connection and its models. */
export interface Database {
  readonly connection: Connection;
  readonly tickets: Model<TicketRecord>;
  readonly entries: Model<EntryRecord>;
  readonly readers: Model<ReaderRecord>;
  readonly people: Model<PersonRecord>;
  readonly companies: Model<CompanyRecord>;
  readonly installations: Model<InstallationRecord>;
  readonly articles: Model<ArticleRecord>;
  readonly articleNumbers: Model<ArticleNumbersRecord>;
  readonly articleViews: Model<ArticleViewRecord>;
  readonly articleVotes: Model<ArticleVoteRecord>;
  readonly manuscripts: Model<ManuscriptRecord>;
  readonly articleVersions: Model<ArticleVersionRecord>;
  readonly attachments: Model<AttachmentRecord>;
  readonly deflections: Model<DeflectionRecord>;
  readonly dismissals: Model<DismissalRecord>;
  readonly drafts: Model<DraftRecord>;
  readonly settings: Model<SettingsRecord>;
  readonly logos: Model<LogoRecord>;
  readonly counters: Model<CounterRecord>;
  readonly leases: Model<LeaseRecord>;
  readonly migrations: Model<MigrationRecord>;
  readonly sightings: Model<SightingRecord>;
  readonly mails: Model<MailRecord>;
  readonly tombstones: Model<TombstoneRecord>;
  readonly caughtMails: Model<CaughtMailRecord>;
  readonly missedSearches: Model<MissedSearchRecord>;
  readonly savedViews: Model<SavedViewRecord>;
  readonly keptLists: Model<KeptListRecord>;
  readonly refusedAddresses: Model<RefusedAddressRecord>;
}

/** How a database is opened. */
export interface DatabaseOptions {
  /** Database name when the URL names none. */
  readonly name?: string;
  /** Milliseconds to look for a server before failing. */
  readonly patience?: number;
}

/**
 * Opens the database with the guarantees that the promises stand on: acknowledged means written to a majority and
 * journaled, and nothing is read that could still be rolled back.
 * @param url MongoDB connection string of a replica set (one member is enough)
 * @throws when no server answers within `patience`
 */
export async function openDatabase(
  url: string,
  { name, patience = 10_000 }: DatabaseOptions = {},
): Promise<Database> {
  const connection = mongoose.createConnection(url, {
    ...(name && { dbName: name }),
    writeConcern: { w: 'majority', j: true, wtimeoutMS: 10_000 },
    readConcernLevel: 'majority',
    readPreference: 'primary',
    retryWrites: true,
    serverSelectionTimeoutMS: patience,
    maxPoolSize: 60,
    autoIndex: false,
    autoCreate: false,
    sanitizeFilter: true,
  });
  await connection.asPromise();
  return {
    connection,
    tickets: connection.model<TicketRecord>('Ticket', ticketSchema),
    entries: connection.model<EntryRecord>('Entry', entrySchema),
    readers: connection.model<ReaderRecord>('Reader', readerSchema),
    people: connection.model<PersonRecord>('Person', personSchema),
    companies: connection.model<CompanyRecord>('Company', companySchema),
    installations: connection.model<InstallationRecord>('Installation', installationSchema),
    articles: connection.model<ArticleRecord>('Article', articleSchema),
    articleNumbers: connection.model<ArticleNumbersRecord>('ArticleNumbers', articleNumbersSchema),
    articleViews: connection.model<ArticleViewRecord>('ArticleView', articleViewSchema),
    articleVotes: connection.model<ArticleVoteRecord>('ArticleVote', articleVoteSchema),
    manuscripts: connection.model<ManuscriptRecord>('Manuscript', manuscriptSchema),
    articleVersions: connection.model<ArticleVersionRecord>('ArticleVersion', articleVersionSchema),
    attachments: connection.model<AttachmentRecord>('Attachment', attachmentRecordSchema),
    deflections: connection.model<DeflectionRecord>('Deflection', deflectionSchema),
    dismissals: connection.model<DismissalRecord>('Dismissal', dismissalSchema),
    drafts: connection.model<DraftRecord>('Draft', draftSchema),
    settings: connection.model<SettingsRecord>('Settings', settingsSchema),
    logos: connection.model<LogoRecord>('Logo', logoSchema),
    counters: connection.model<CounterRecord>('Counter', counterSchema),
    leases: connection.model<LeaseRecord>('Lease', leaseSchema),
    migrations: connection.model<MigrationRecord>('Migration', migrationSchema),
    sightings: connection.model<SightingRecord>('Sighting', sightingSchema),
    mails: connection.model<MailRecord>('Mail', mailSchema),
    tombstones: connection.model<TombstoneRecord>('Tombstone', tombstoneSchema),
    caughtMails: connection.model<CaughtMailRecord>('CaughtMail', caughtMailSchema),
    missedSearches: connection.model<MissedSearchRecord>('MissedSearch', missedSearchSchema),
    savedViews: connection.model<SavedViewRecord>('SavedView', savedViewSchema),
    keptLists: connection.model<KeptListRecord>('KeptList', keptListSchema),
    refusedAddresses: connection.model<RefusedAddressRecord>('RefusedAddress', refusedAddressSchema),
  };
}

/** A fresh id: 24 hexadecimal digits. */
export function newId(): string {
  return new mongoose.Types.ObjectId().toHexString();
}
