import {
  type Bell,
  Committer,
  type Database,
  type EntryRecord,
  Files,
  fromEntryRecord,
  migrate,
  openBell,
  openDatabase,
  type Ring,
  rungCollections,
  type SettingsRecord,
} from '@sportello/models';
import { openSearch, type Search } from '@sportello/search';
import { ArticleHeads } from './articleHeads.ts';
import { Pictures } from './attachments/pictures.ts';
import { VisitorThrottle } from './commands/visitorThrottle.ts';
import { CommandsUnderWay } from './commandsUnderWay.ts';
import { CountsKept } from './countsKept.ts';
import { People } from './directory.ts';
import { Identity } from './identity/sessions.ts';
import { SignInAlerts } from './identity/signInAlerts.ts';
import { MailSeal } from './mail/seal.ts';
import { MissSeal } from './queries/search/missSeal.ts';
import { SearchThrottle } from './queries/search/searchThrottle.ts';
import { Touched } from './touched.ts';
import { UnreadKept } from './unreadKept.ts';
import { type Workflow, workflowOf } from './workflow.ts';

/** Where an installation's servers are, and its secrets. */
export interface InstallationOptions {
  readonly mongoUrl: string;
  /** Database name when the URL names none. */
  readonly databaseName?: string;
  readonly meiliUrl: string;
  readonly meiliKey: string;
  /** Prefix of the search indexes, so that installations can share an engine. */
  readonly searchPrefix?: string;
  readonly secret: string;
  readonly origin: string;
  readonly demo?: boolean;
  /** Server time in epoch milliseconds; tests bring their own. */
  readonly now?: () => number;
}

/** Milliseconds for which changes may not have been told before what is kept in memory is in doubt. */
const DOUBTED_AFTER = 600;

/** Called for every committed change. */
export type RingListener = (ring: Ring | null) => void;

/** One running installation: what every command and query stands on. One per process. */
export interface Installation {
  readonly database: Database;
  readonly committer: Committer;
  /** Commands that this process is carrying out: their repeats wait for the same answer. */
  readonly underWay: CommandsUnderWay;
  readonly search: Search;
  readonly searchThrottle: SearchThrottle;
  readonly visitorThrottle: VisitorThrottle;
  readonly people: People;
  readonly articleHeads: ArticleHeads;
  /** Contents of attachments. */
  readonly content: Files;
  readonly pictures: Pictures;
  /** The tickets that were touched, for what is derived from them. */
  readonly touched: Touched;
  readonly unread: UnreadKept;
  readonly counts: CountsKept;
  readonly identity: Identity;
  readonly mailSeal: MailSeal;
  readonly missSeal: MissSeal;
  readonly now: () => number;
  readonly demo: boolean;
  readonly origin: string;
  /** The portal's settings as they are now. */
  settings(): Promise<SettingsRecord>;
  /** This process has changed them: they are read again at once, though the bell may tell a moment later. */
  settingsChanged(): void;
  /** The workflow in force, and what is promised. */
  workflow(): Promise<Workflow>;
  /**
   * True while what is kept in memory is known to be as the database was half a second ago. It is not in a process that
   * stood still or lost sight of the database: what depends on rights is read again then.
   */
  isCurrent(): boolean;
  /** Listens to committed changes in commit order; null: changes were missed, read again. Answers the function that stops it. */
  onRing(listener: RingListener): () => void;
  close(): Promise<void>;
}

/** An installation without settings has nothing to serve. */
export class NotInstalledError extends Error {
  override readonly name = 'NotInstalledError';
  constructor() {
    super('This database holds no installation yet. Load the demo (npm start) or create one.');
  }
}

/**
 * Opens an installation: connects, migrates, listens. Closing it releases everything it opened.
 * @throws when MongoDB does not answer; the search engine may be away
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const database = await openDatabase(options.mongoUrl, {
    ...(options.databaseName && { name: options.databaseName }),
  });
  const now = options.now ?? Date.now;
  const people = new People(database);
  let bell: Bell | null = null;
  const isCurrent = (): boolean => bell !== null && performance.now() - bell.toldUntil < DOUBTED_AFTER;
  const articleHeads = new ArticleHeads(database);
  const content = new Files(database, 'content');
  const touched = new Touched();
  const identity = new Identity(database, people, {
    secret: options.secret,
    origin: options.origin,
    demo: options.demo ?? false,
    isCurrent,
    alerts: new SignInAlerts(database, now),
  });
  await migrate(database);
  await identity.migrate();

  const listeners = new Set<RingListener>();
  let settings: Promise<SettingsRecord> | null = null;
  const readOnce = (): Promise<SettingsRecord> => {
    settings ??= readSettings(database).catch((error: unknown) => {
      settings = null;
      throw error;
    });
    return settings;
  };
  const workflow = async (): Promise<Workflow> => workflowOf(await readOnce());
  const forget = (ring: Ring | null): void => {
    if (!ring || ring.collection === 'people') people.forget('people', ring?.id);
    if (!ring || ring.collection === 'companies') people.forget('companies', ring?.id);
    if (!ring || ring.collection === 'articles') articleHeads.forget(ring?.id);
    if (!ring || ring.collection === 'sessions') identity.forgetSession(ring?.id);
    if (!ring || ring.collection === 'settings') settings = null;
    touched.hear(ring);
  };
  const committer = new Committer(database, now);
  const tell = (ring: Ring | null): void => {
    forget(ring);
    if (ring?.collection === 'entries' && ring.kind === 'insert')
      committer.heard(fromEntryRecord(ring.document as EntryRecord));
    for (const listener of listeners) listener(ring);
  };
  const opened = openBell(database, rungCollections, { rung: tell, lost: () => tell(null) });
  bell = opened;
  await opened.ready;

  return {
    database,
    people,
    articleHeads,
    content,
    pictures: new Pictures(database, content),
    touched,
    unread: new UnreadKept(database, touched, isCurrent),
    counts: new CountsKept(touched, isCurrent),
    identity,
    mailSeal: new MailSeal(options.secret),
    missSeal: new MissSeal(options.secret),
    now,
    committer,
    underWay: new CommandsUnderWay(),
    search: openSearch({
      url: options.meiliUrl,
      key: options.meiliKey,
      prefix: options.searchPrefix ?? 'sportello',
    }),
    searchThrottle: new SearchThrottle(),
    visitorThrottle: new VisitorThrottle(),
    demo: options.demo ?? false,
    origin: options.origin,
    isCurrent,
    settings: readOnce,
    settingsChanged: () => {
      settings = null;
    },
    workflow,
    onRing: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      listeners.clear();
      await opened.close();
      await database.connection.close();
    },
  };
}

async function readSettings(database: Database): Promise<SettingsRecord> {
  const record = await database.settings.findById('installation').lean<SettingsRecord>();
  if (!record) throw new NotInstalledError();
  return record;
}
