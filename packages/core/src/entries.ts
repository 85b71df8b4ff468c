import * as z from 'zod/mini';
import { type Attachment, attachment } from './attachments.ts';
import { consulted, details } from './details.ts';
import {
  callback,
  closures,
  due,
  dueAlarms,
  hold,
  phoneCall,
  priority,
  rating,
  requestType,
  routing,
  type Side,
  settled,
  sides,
  state,
  stopped,
  type Ticket,
  urgency,
  vendor,
} from './entities.ts';
import { code, id, key, moment, position, ticketNumber } from './fields.ts';

/** Kinds of entries. `change` carries only `changes`; the others may carry them too: a message that also closes is one entry. */
export const entryKinds = ['opened', 'message', 'note', 'change'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Who may see an entry. */
export const audiences = ['all', 'staff'] as const;
export type Audience = (typeof audiences)[number];

const change = <T extends z.core.$ZodType>(value: T) =>
  z.optional(z.readonly(z.tuple([z.nullable(value), z.nullable(value)])));

/** What an entry changed: `field: [from, to]`, codes and data only; sentences are made in the reader's language. */
export const changes = z.strictObject({
  state: change(state),
  closure: change(z.enum(closures)),
  operator: change(id),
  priority: change(priority),
  urgency: change(urgency),
  plannedFor: change(moment),
  expectedAt: change(moment),
  due: change(due),
  closesAt: change(moment),
  warnedAt: change(moment),
  hold: change(hold),
  stopped: change(stopped),
  callback: change(callback),
  rating: change(rating),
  /** Of the entry that records a call: no field of the ticket. */
  call: change(phoneCall),
  title: change(z.string()),
  requestType: change(requestType),
  category: change(code),
  subcategory: change(code),
  requester: change(id),
  company: change(id),
  number: change(ticketNumber),
  followUpOf: change(ticketNumber),
  followUps: change(z.array(ticketNumber)),
  duplicateOf: change(ticketNumber),
  duplicates: change(z.array(ticketNumber)),
  splitOf: change(ticketNumber),
  splits: change(z.array(ticketNumber)),
  related: change(z.array(ticketNumber)),
  participants: change(z.array(id)),
  team: change(code),
  vendor: change(vendor),
  routing: change(routing),
  settled: change(settled),
  collaborators: change(z.array(id)),
  dueAlarm: change(z.enum(dueAlarms)),
  holdReason: change(z.string()),
  details: change(details),
  consulted: change(consulted),
});
export type Changes = z.infer<typeof changes>;

/** Fields of a ticket that a customer never sees. */
export const staffOnlyFields = [
  'team',
  'vendor',
  'routing',
  'settled',
  'collaborators',
  'dueAlarm',
  'holdReason',
  'consulted',
  'related',
] as const satisfies readonly (keyof Changes & keyof Ticket)[];

/** How an entry retells an earlier one of the same ticket; the log itself stays as it was written. */
export const amendment = z.strictObject({
  /** The entry that is retold, in both numberings. */
  seq: position,
  pub: z.nullable(position),
  /** Its text from now on; null: it is withdrawn, with its files. */
  text: z.nullable(z.string()),
  /** How many files go with it. */
  files: position,
  /** What is said of each of its files from now on; absent where it has none. */
  descriptions: z.optional(z.array(z.nullable(z.string()))),
});

/** What became of an entry that was retold: by which entry, when, and whether anything is left of it. */
export const amended = z.strictObject({
  seq: position,
  pub: z.nullable(position),
  at: moment,
  withdrawn: z.boolean(),
});

/** One item of a ticket's thread, numbered 1, 2, 3 … without holes (`seq`), and again over what a customer may see (`pub`). */
export const entry = z.strictObject({
  ticket: id,
  seq: position,
  pub: z.nullable(position),
  audience: z.enum(audiences),
  kind: z.enum(entryKinds),
  author: z.strictObject({ id: z.nullable(id), side: z.enum([...sides, 'system']) }),
  key: z.nullable(key),
  body: z.nullable(z.string()),
  /** BCP 47 language the body was written in, for screen readers. */
  lang: z.nullable(z.string()),
  attachments: z.array(attachment),
  changes,
  at: moment,
  /** Of an entry that retells an earlier one. */
  amends: z.optional(amendment),
  /** Of an entry as it is read after it was retold: never stored. */
  amended: z.optional(amended),
});
export type Entry = z.infer<typeof entry>;

/** What `decide` proposes: an entry before it has its numbers and its moment. */
export interface DraftEntry {
  readonly kind: EntryKind;
  readonly audience: Audience;
  readonly author: Entry['author'];
  readonly key: string | null;
  readonly body?: string;
  readonly lang?: string;
  readonly attachments?: readonly Attachment[];
  readonly changes?: Changes;
  readonly amends?: NonNullable<Entry['amends']>;
}

/** Kinds that count as something written: they move marks and are counted as unread. */
export function isWritten(kind: EntryKind): boolean {
  return kind !== 'change';
}

/**
 * True for an entry that is somebody's activity: it moves the ticket up in lists and begins the time before it closes anew.
 * What only staff see must not move a customer's list; a mere reminder is nobody's activity: what it reminds of would wait
 * for ever; a correction must not put off what happens by itself; and after a hold everything is where it was.
 */
export function isActivity({
  audience,
  changes = {},
  amends,
}: Pick<DraftEntry, 'audience'> & Partial<Pick<Entry, 'changes' | 'amends'>>): boolean {
  const { warnedAt, hold, stopped } = changes;
  return audience === 'all' && !warnedAt && !hold && !stopped && !amends;
}

function publicChanges(all: Changes): Changes {
  const shown: Changes = { ...all };
  for (const field of staffOnlyFields) delete shown[field];
  return shown;
}

/**
 * An entry as one side may see it; null when it may not see it at all.
 * A customer's copy is numbered by `pub` alone.
 */
export function projectEntry(whole: Entry, side: Side): Entry | null {
  if (side === 'staff') return whole;
  if (whole.audience === 'staff' || whole.pub === null) return null;
  const { amends, amended } = whole;
  return {
    ...whole,
    seq: whole.pub,
    changes: publicChanges(whole.changes),
    ...(amends && { amends: { ...amends, seq: amends.pub ?? 0 } }),
    ...(amended && { amended: { ...amended, seq: amended.pub ?? 0 } }),
  };
}

const renumbered = <T extends { pub: number } | null>(written: T): T =>
  written === null ? written : { ...written, seq: written.pub };

/** A ticket as one side may see it; see {@link Ticket} for what is emptied. */
export function projectTicket(whole: Ticket, side: Side): Ticket {
  if (side === 'staff') return whole;
  return {
    ...whole,
    seq: whole.pub,
    attachmentCount: whole.publicAttachmentCount,
    team: null,
    collaborators: [],
    vendor: null,
    routing: null,
    settled: null,
    dueAlarm: null,
    breaches: 0,
    holdReason: null,
    consulted: null,
    related: [],
    lastNote: null,
    lastCustomer: renumbered(whole.lastCustomer),
    lastStaff: renumbered(whole.lastStaff),
  };
}
