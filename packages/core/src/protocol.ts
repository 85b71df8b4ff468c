import * as z from 'zod/mini';
import { attachment } from './attachments.ts';
import { draftAnswer } from './drafts.ts';
import { directory, sides, ticket } from './entities.ts';
import { entry } from './entries.ts';
import { id, position, ticketNumber } from './fields.ts';
import { linksAnswer } from './links.ts';
import { viewNames } from './lists.ts';

/** Raised whenever an old page could misread a new server; a page with another number reloads itself. */
export const PROTOCOL = 2;

/** Most entries of one window. */
export const WINDOW_LIMIT = 100;
/** Most entries of one catch-up; a longer gap takes several. */
export const CATCH_UP_LIMIT = 500;
/** Milliseconds between two head beacons. */
export const BEACON_INTERVAL = 10_000;
/** Milliseconds of silence after which a client takes the connection for dead. */
export const SILENCE_LIMIT = 25_000;
/** Milliseconds a presence lasts without being renewed. */
export const PRESENCE_LEASE = 15_000;
/** Milliseconds a typing signal lasts. */
export const TYPING_LEASE = 6_000;

/** How far one person has read a ticket; `pubs` tells when each public position was reached. */
export const reader = z.strictObject({
  person: id,
  side: z.enum(sides),
  seq: position,
  pub: position,
  /** Highest public position that reached one of the person's devices. */
  received: position,
  steps: z.array(z.strictObject({ pub: position, at: z.number() })),
  /** Public head of the ticket when the person archived it: told to nobody else. */
  archived: z.optional(position),
});
export type Reader = z.infer<typeof reader>;

/** A ticket as a row shows it to one person: unread and read positions are absolute, never increments. */
export const ticketRow = z.strictObject({
  ticket,
  unread: position,
  read: z.strictObject({ seq: position, pub: position }),
  othersPub: position,
  /** The person has archived it. */
  archived: z.optional(z.boolean()),
});
export type TicketRow = z.infer<typeof ticketRow>;

/** Answer of `sync`: with `startOver` the window replaces what the caller had. */
export const syncAnswer = z.strictObject({
  ticket,
  entries: z.array(entry),
  startOver: z.boolean(),
  /** More entries follow: apply these and sync again. */
  more: z.boolean(),
  readers: z.array(reader),
  unread: position,
  directory,
  at: z.number(),
});
export type SyncAnswer = z.infer<typeof syncAnswer>;

const history = z.strictObject({ entries: z.array(entry), directory });

const counts = z.partialRecord(z.enum(viewNames), position);
/** A window of a list with its absolute counters. */
export const listAnswer = z.strictObject({
  rows: z.array(ticketRow),
  counts,
  more: z.boolean(),
  directory,
  at: z.number(),
});
export type ListAnswer = z.infer<typeof listAnswer>;

/** What is new for a person: rows with unread entries, newest first, and their sum. */
export const inboxAnswer = z.strictObject({
  unread: position,
  rows: z.array(ticketRow),
  directory,
  at: z.number(),
});
export type InboxAnswer = z.infer<typeof inboxAnswer>;

/** Files of a ticket with the entry that carries each, newest first. */
export const attachmentsAnswer = z.strictObject({
  files: z.array(
    z.strictObject({
      file: attachment,
      seq: position,
      isNote: z.boolean(),
      author: z.nullable(id),
      at: z.number(),
    }),
  ),
  directory,
});
export type AttachmentsAnswer = z.infer<typeof attachmentsAnswer>;

/** What an entry said before it was corrected or withdrawn, oldest first; files by name. */
export const versionsAnswer = z.strictObject({
  versions: z.array(z.strictObject({ text: z.string(), files: z.array(z.string()), at: z.number() })),
});
export type VersionsAnswer = z.infer<typeof versionsAnswer>;

/** Sections of a search. */
export const searchSections = ['articles', 'tickets', 'messages'] as const;
/** A text cut into pieces; `hit` pieces matched. The page draws them, so no markup travels. */
export const highlighted = z.array(z.strictObject({ text: z.string(), hit: z.boolean() }));
export type Highlighted = z.infer<typeof highlighted>;
export const articleHit = z.strictObject({
  id,
  slug: z.string(),
  category: z.string(),
  title: highlighted,
  crop: highlighted,
});
export const ticketHit = z.strictObject({
  id,
  number: ticketNumber,
  state: z.string(),
  /** It is under hold itself; that of its company stands with the company. */
  held: z.optional(z.boolean()),
  company: id,
  title: highlighted,
  crop: highlighted,
});
export const messageHit = z.strictObject({
  ticket: id,
  number: ticketNumber,
  title: z.string(),
  seq: position,
  author: z.nullable(id),
  at: z.number(),
  crop: highlighted,
});
/** Answer of a search. `engine` says who answered: `database` means the engine is away and only numbers and titles are found. */
export const searchAnswer = z.strictObject({
  q: z.string(),
  /** True when only part of what was typed was used (256 characters, ten telling words). */
  shortened: z.boolean(),
  engine: z.enum(['meilisearch', 'database']),
  articles: z.array(articleHit),
  tickets: z.array(ticketHit),
  messages: z.array(messageHit),
  directory,
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
export type ArticleHit = z.infer<typeof articleHit>;
export type TicketHit = z.infer<typeof ticketHit>;
export type MessageHit = z.infer<typeof messageHit>;

/** Output of every query, by name. */
export const queryOutputs = {
  sync: syncAnswer,
  history,
  list: listAnswer,
  inbox: inboxAnswer,
  attachments: attachmentsAnswer,
  versions: versionsAnswer,
  links: linksAnswer,
  draft: draftAnswer,
  search: searchAnswer,
} as const;
/** Name of a query. */
export type QueryName = keyof typeof queryOutputs;
export type QueryOutput<N extends QueryName> = z.output<(typeof queryOutputs)[N]>;

/** What somebody does on a ticket's page. `writing` a reply is told to all, a note to staff only. */
export const presenceKinds = ['viewing', 'writing', 'writing_note', 'gone'] as const;
/** Somebody else's presence; lasts a lease and is told again while it holds. */
export const presence = z.strictObject({
  ticket: id,
  person: id,
  name: z.string(),
  side: z.enum(sides),
  device: z.string(),
  kind: z.enum(presenceKinds),
});
export type Presence = z.infer<typeof presence>;
export type PresenceKind = (typeof presenceKinds)[number];

/** Events from the server, by name, with their payloads. */
export const serverEvents = {
  /** New entries of a followed ticket, in order, and how many the person has not read after them. */
  entries: z.strictObject({ ticket: id, entries: z.array(entry), unread: position, directory }),
  /** Rows of the watched list that are new or changed, ids that left it, and absolute counters where they changed. */
  tickets: z.strictObject({
    rows: z.array(ticketRow),
    gone: z.array(id),
    counts: z.nullable(counts),
    directory,
  }),
  /** Rows of the person's inbox that changed, ids that no longer concern them, and the absolute sum. */
  badge: z.strictObject({ unread: position, rows: z.array(ticketRow), gone: z.array(id), directory }),
  /** Read positions of a followed ticket. */
  readers: z.strictObject({ ticket: id, readers: z.array(reader), unread: z.nullable(position), directory }),
  /** Names and holds that changed, of companies whose tickets the person may see. */
  names: directory,
  presence,
  /** Head number of every followed ticket: reveals a lost last push. */
  // Not a record: that would be a kind of schema more in what every page loads.
  head: z.strictObject({ heads: z.catchall(z.object({}), position), at: z.number() }),
  /** The page must load again: rights changed, another version, the session ended. */
  reload: z.strictObject({
    reason: z.enum(['protocol_old', 'session_ended', 'rights_changed', 'company_changed', 'portal_changed']),
  }),
} as const;
export type ServerEventName = keyof typeof serverEvents;
export type ServerEvent<N extends ServerEventName> = z.output<(typeof serverEvents)[N]>;

/** Events from the client with an acknowledgement. */
export const clientEvents = ['command', 'query', 'watch', 'unfollow'] as const;
/** Events from the client without one. */
export const clientSignals = ['presence'] as const;
