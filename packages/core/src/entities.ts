import * as z from 'zod/mini';
import { consulted, details } from './details.ts';
import { code, type Id, id, moment, position, ticketNumber } from './fields.ts';

/** The two sides of a conversation, and the installation itself (timers, imports). */
export const sides = ['customer', 'staff'] as const;
export type Side = (typeof sides)[number];

/** Roles of a person inside a customer company. */
export const customerRoles = [
  'administrator',
  'standard',
  'lowProfile',
  'readOnly',
  'reseller',
  'supplier',
  'contractor',
  'employee',
] as const;
/** Roles of the provider's people. */
export const staffRoles = ['operator', 'supervisor', 'providerAdministrator', 'collaborator'] as const;
export type CustomerRole = (typeof customerRoles)[number];
export type StaffRole = (typeof staffRoles)[number];
export type Role = CustomerRole | StaffRole;

/** Who is asking, made from a cookie, a socket or a timer: never from what was sent. */
export interface Principal {
  readonly person: Id;
  readonly side: Side;
  readonly role: Role;
  /** The active company of a customer; null for the provider's people. */
  readonly company: Id | null;
  /** Codes of the teams an operator works in. */
  readonly teams: readonly string[];
}

/** States of a ticket, in the order of the specification. */
export const states = [
  'authorization',
  'new',
  'accepted',
  'working',
  'waiting_customer',
  'development',
  'vendor',
  'planned',
  'resolved',
  'closed',
  'discarded',
] as const;
export const state = z.enum(states, { error: 'not_allowed_value' });
export type State = z.infer<typeof state>;

/** Why a closed ticket closed. */
export const closures = [
  'solved',
  'confirmed',
  'closed_by_customer',
  'auto',
  'withdrawn',
  'duplicate',
  'out_of_scope',
  'authorization_refused',
] as const;
export type Closure = (typeof closures)[number];

/** What the customer asks for, lowest first: the order is the rank used for sorting. */
export const priorities = ['low', 'normal', 'high', 'blocking'] as const;
export const priority = z.enum(priorities, { error: 'not_allowed_value' });
export type Priority = z.infer<typeof priority>;

/** What support promises. */
export const urgencies = ['white', 'yellow', 'red'] as const;
export const urgency = z.enum(urgencies, { error: 'not_allowed_value' });
export type Urgency = z.infer<typeof urgency>;

/** What kind of request a ticket is. */
export const requestTypes = ['assistance', 'appointment', 'clarification', 'anomaly', 'request'] as const;
export const requestType = z.enum(requestTypes, { error: 'not_allowed_value' });
export type RequestType = z.infer<typeof requestType>;

/** The last entry that one side wrote, as rows and marks need it. */
export const lastWritten = z.strictObject({
  seq: position,
  pub: position,
  at: moment,
  author: id,
  excerpt: z.string(),
});
export type LastWritten = z.infer<typeof lastWritten>;

/** The producer a ticket was forwarded to, with its reference. */
export const vendor = z.strictObject({ name: z.string(), reference: z.string() });
export type Vendor = z.infer<typeof vendor>;

/** Why Sportello gave a ticket to somebody by itself, or proposed it: the customer asked for them, or they have the least to do. */
export const routingReasons = ['preferred', 'proposed', 'load'] as const;
export const routing = z.strictObject({ why: z.enum(routingReasons), operator: id });
export type Routing = z.infer<typeof routing>;

/** That the customer's messages up to one need no answer, and how the ticket moved because of that. */
export const settled = z.strictObject({
  pub: position,
  moved: z.nullable(z.strictObject({ from: state, to: state })),
});

/** From where a customer's message alone has brought a ticket back. */
const woken = z.strictObject({
  state,
  closure: z.nullable(z.enum(closures)),
  closedAt: z.nullable(moment),
});

/** What a promised time is about: taking the ticket in charge, the next answer, the solution. */
export const clocks = ['take_charge', 'response', 'resolution'] as const;
export type Clock = (typeof clocks)[number];

/** A promised time. While support cannot act it stands still, and `left` says how much working time remains. */
export const due = z.strictObject({
  clock: z.enum(clocks),
  /** Working milliseconds that were promised. */
  target: z.int(),
  /** When they are over; null while the clock stands still. */
  at: z.nullable(moment),
  /** When support is warned; null where that has passed, or the clock stands still. */
  warnAt: z.nullable(moment),
  /** Working milliseconds that remain, negative when it is late; null while the clock runs. */
  left: z.nullable(z.int()),
});
export type Due = z.infer<typeof due>;

/** An administrative hold as everybody concerned may read it: since when, what it means (empty: the usual words), whom to call. */
export const hold = z.strictObject({ since: moment, text: z.string(), callWhom: z.string() });
export type Hold = z.infer<typeof hold>;

/** How long holds have stopped what happens by itself since the last activity, and up to when they have been counted. */
export const stopped = z.strictObject({ for: z.int(), until: moment });

/** Which way a telephone call went. */
export const callDirections = ['made', 'received'] as const;

/** A telephone call that was recorded, as support tells it: with whom of the other side, when it began, and how long it was. */
export const phoneCall = z.strictObject({
  direction: z.enum(callDirections),
  with: z.string(),
  at: moment,
  minutes: z.nullable(z.int()),
});
export type PhoneCall = z.infer<typeof phoneCall>;

/** Somebody wants to be called back: who, at which number, and when it suits them (in their words; empty: any time). */
export const callback = z.strictObject({
  name: z.string(),
  phone: z.string(),
  when: z.string(),
  since: moment,
});
export type Callback = z.infer<typeof callback>;

/** How content a customer is with how a ticket went, from one to five, and why; no words are an empty text. */
export const rating = z.strictObject({ value: z.int(), words: z.string() });
export type Rating = z.infer<typeof rating>;

/** How far support has let a promised time come. */
export const dueAlarms = ['warned', 'breached'] as const;

/**
 * A ticket: the fold of its log. The same shape serves record, wire and page; for a customer `seq` equals `pub`
 * everywhere and what only staff may see is empty, so that an internal note leaves no trace, not even a gap.
 */
export const ticket = z.strictObject({
  id,
  number: ticketNumber,
  company: id,
  /** Heads of the two numberings: entries, and entries a customer may see. */
  seq: position,
  pub: position,
  title: z.string(),
  excerpt: z.string(),
  requester: id,
  requestType,
  category: code,
  subcategory: code,
  priority,
  urgency: z.nullable(urgency),
  state,
  closure: z.nullable(z.enum(closures)),
  plannedFor: z.nullable(moment),
  /** When support expects to close it. */
  expectedAt: z.nullable(moment),
  due: z.nullable(due),
  /** When it closes by itself, where only working days count; null where it follows from the days alone. */
  closesAt: z.nullable(moment),
  /** When both sides were told that the ticket is about to close by itself; null once somebody has written since. */
  warnedAt: z.nullable(moment),
  /** The hold of this ticket alone; that of its company stands with the company and changes nothing here. */
  hold: z.nullable(hold),
  stopped: z.nullable(stopped),
  /** How content the customer was when it was closed last; null: nobody said. */
  rating: z.nullable(rating),
  /** Who waits to be called back; null: nobody. */
  callback: z.nullable(callback),
  operator: z.nullable(id),
  /** What was filled in at the opening, see {@link details}; null in what was opened before there was any. */
  details: z.nullable(details),
  /** Staff only from here … */
  team: z.nullable(code),
  collaborators: z.array(id),
  vendor: z.nullable(vendor),
  /** What Sportello did by itself about who has it in charge; it does so once. */
  routing: z.nullable(routing),
  /** What the customer wrote up to there needs no answer. */
  settled: z.nullable(settled),
  dueAlarm: z.nullable(z.enum(dueAlarms)),
  /** How often a promised time has passed on it. */
  breaches: position,
  /** Why it is on hold: the company's administrators are told beside it, see {@link directory}. */
  holdReason: z.nullable(z.string()),
  lastNote: z.nullable(lastWritten),
  consulted: z.nullable(consulted),
  /** Tickets that support has tied to it; who reads one of them is asked anew, see the query `links`. */
  related: z.array(ticketNumber),
  /** … to here. */
  participants: z.array(id),
  lastCustomer: z.nullable(lastWritten),
  lastStaff: z.nullable(lastWritten),
  /** The closed ticket it goes on from, and those that go on from it. */
  followUpOf: z.nullable(ticketNumber),
  followUps: z.array(ticketNumber),
  /** The ticket it repeats, and those that were merged into it. */
  duplicateOf: z.nullable(ticketNumber),
  duplicates: z.array(ticketNumber),
  /** The ticket it was a part of, and those that were made of its parts. */
  splitOf: z.nullable(ticketNumber),
  splits: z.array(ticketNumber),
  openedAt: moment,
  activityAt: moment,
  stateAt: moment,
  closedAt: z.nullable(moment),
  reopenings: position,
  /** Where it was before the customer wrote, as long as nothing else has happened. */
  woken: z.nullable(woken),
  /** Files in its entries, and in those a customer may see. */
  attachmentCount: position,
  publicAttachmentCount: position,
});
export type Ticket = z.infer<typeof ticket>;

/** A person as others may see it. */
export const personCard = z.strictObject({
  id,
  name: z.string(),
  side: z.enum(sides),
  company: z.nullable(id),
});
export type PersonCard = z.infer<typeof personCard>;

/** A company as its own people and staff may see it on a ticket; `held` is the administrative block. */
export const companyCard = z.strictObject({
  id,
  name: z.string(),
  held: z.nullable(
    z.strictObject({ text: z.string(), callWhom: z.string(), reason: z.nullable(z.string()) }),
  ),
});
export type CompanyCard = z.infer<typeof companyCard>;

/** The names a payload refers to: ids stay in tickets and entries, names travel beside them. */
export const directory = z.strictObject({
  people: z.array(personCard),
  companies: z.array(companyCard),
  /** Why tickets are on hold, for the company's administrators, who do not see it in the ticket itself. */
  holds: z.optional(z.array(z.strictObject({ ticket: id, reason: z.string() }))),
});
export type Directory = z.infer<typeof directory>;
