import {
  clocks,
  closures,
  dueAlarms,
  priorities,
  priorityRank,
  requestTypes,
  states,
  type Ticket,
  urgencies,
} from '@sportello/core';
import { Schema } from 'mongoose';
import { listIndexes, monthlyIndex, monthOf, partialFilters } from './listIndexes.ts';

type AttachmentCount = 'attachmentCount' | 'publicAttachmentCount';
/** What tickets have since they can be tied to each other. */
type Ties = 'followUps' | 'duplicates' | 'splitOf' | 'splits' | 'related' | 'expectedAt';
/** What the form of a new ticket asks since it asks more, and what is done about it by itself. */
type Opening = 'details' | 'consulted' | 'routing' | 'settled' | 'woken' | 'closesAt';
/** What holds do to a ticket since one ticket can be under hold, and what is counted since. */
type Holding = 'hold' | 'holdReason' | 'stopped' | 'callback' | 'breaches' | 'rating';

/** A ticket as it is stored: the folded ticket plus what only the database needs. */
export interface TicketRecord
  extends Omit<Ticket, 'id' | AttachmentCount | Ties | Opening | Holding>,
    Partial<Pick<Ticket, Ties | Opening | Holding>> {
  _id: string;
  /** Rank of the priority, so that lists sort by index. */
  priorityRank: number;
  /** {@link monthOf} its opening, so that lists of some months are read in their order. */
  openedMonth: number;
  /** When something happens to it by itself at a moment of its own; null: nothing does. */
  timerAt: number | null;
  /** Somebody waits to be called back. */
  awaitsCall?: boolean;
  /** Who keeps it out of their list, see `setArchived`; a message empties it. */
  archivedBy?: string[];
  /** Absent in what was written before files could be attached. */
  attachmentCount?: number;
  publicAttachmentCount?: number;
}

const written = new Schema(
  { seq: Number, pub: Number, at: Number, author: String, excerpt: String },
  { _id: false, strict: 'throw' },
);
const vendor = new Schema({ name: String, reference: String }, { _id: false, strict: 'throw' });

const due = new Schema(
  {
    clock: { type: String, enum: clocks },
    target: Number,
    at: { type: Number, default: null },
    warnAt: { type: Number, default: null },
    left: { type: Number, default: null },
  },
  { _id: false, strict: 'throw' },
);

const hold = new Schema({ since: Number, text: String, callWhom: String }, { _id: false, strict: 'throw' });
const stopped = new Schema({ for: Number, until: Number }, { _id: false, strict: 'throw' });

const callback = new Schema(
  { name: String, phone: String, when: String, since: Number },
  { _id: false, strict: 'throw' },
);

/** The schema of tickets. Only `commit` writes them. */
export const ticketSchema = new Schema<TicketRecord>(
  {
    _id: { type: String, required: true },
    number: { type: Number, required: true },
    company: { type: String, required: true },
    seq: { type: Number, required: true },
    pub: { type: Number, required: true },
    title: { type: String, required: true },
    excerpt: String,
    requester: { type: String, required: true },
    requestType: { type: String, enum: requestTypes, required: true },
    category: { type: String, required: true },
    subcategory: { type: String, required: true },
    priority: { type: String, enum: priorities, required: true },
    priorityRank: { type: Number, required: true },
    openedMonth: { type: Number, required: true },
    urgency: { type: String, enum: [...urgencies, null], default: null },
    state: { type: String, enum: states, required: true },
    closure: { type: String, enum: [...closures, null], default: null },
    plannedFor: { type: Number, default: null },
    expectedAt: Number,
    due: { type: due, default: null },
    closesAt: { type: Number, default: null },
    warnedAt: { type: Number, default: null },
    hold: { type: hold, default: undefined },
    holdReason: String,
    stopped: { type: stopped, default: undefined },
    callback: { type: callback, default: undefined },
    awaitsCall: Boolean,
    rating: { type: Schema.Types.Mixed, default: undefined },
    operator: { type: String, default: null },
    team: { type: String, default: null },
    collaborators: { type: [String], required: true },
    vendor: { type: vendor, default: null },
    routing: { type: Schema.Types.Mixed, default: null },
    settled: { type: Schema.Types.Mixed, default: null },
    woken: { type: Schema.Types.Mixed, default: null },
    dueAlarm: { type: String, enum: [...dueAlarms, null], default: null },
    breaches: Number,
    timerAt: { type: Number, default: null },
    // Parsed where they enter, and written whole.
    details: { type: Schema.Types.Mixed, default: null },
    consulted: { type: Schema.Types.Mixed, default: null },
    lastNote: { type: written, default: null },
    participants: { type: [String], required: true },
    lastCustomer: { type: written, default: null },
    lastStaff: { type: written, default: null },
    followUpOf: { type: Number, default: null },
    followUps: { type: [Number], default: undefined },
    duplicateOf: { type: Number, default: null },
    duplicates: { type: [Number], default: undefined },
    splitOf: Number,
    splits: { type: [Number], default: undefined },
    related: { type: [Number], default: undefined },
    openedAt: { type: Number, required: true },
    activityAt: { type: Number, required: true },
    stateAt: { type: Number, required: true },
    closedAt: { type: Number, default: null },
    reopenings: { type: Number, required: true },
    attachmentCount: Number,
    publicAttachmentCount: Number,
    archivedBy: { type: [String], default: undefined },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'tickets' },
);

ticketSchema.index({ number: 1 }, { unique: true });
// Few of all tickets, and gone after a month: the others cost nothing.
ticketSchema.index({ stateAt: 1 }, { partialFilterExpression: { state: 'discarded' } });
for (const { lead, index } of listIndexes) ticketSchema.index(index, (lead && partialFilters[lead]) ?? {});
ticketSchema.index(monthlyIndex);
// Few tickets are opened after an article was read, and the report of them asks for those closed in a time.
ticketSchema.index(
  { closedAt: 1 },
  { partialFilterExpression: { 'consulted.articles.slug': { $type: 'string' } } },
);

// Few tickets have a moment of their own, and the timers ask for them every few seconds.
ticketSchema.index({ timerAt: 1 }, { partialFilterExpression: { timerAt: { $type: 'number' } } });

/** When a promise or a plan of a ticket has to be looked at next. */
function timerOf({ state, plannedFor, due, dueAlarm, hold }: Ticket): number | null {
  if (hold) return null;
  const alarm = dueAlarm === null ? (due?.warnAt ?? due?.at) : dueAlarm === 'warned' ? due?.at : null;
  const moments = [state === 'planned' ? plannedFor : null, alarm ?? null].filter((at) => at !== null);
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** The stored form of a ticket. */
export function toRecord({ id, ...ticket }: Ticket): TicketRecord {
  return {
    _id: id,
    ...ticket,
    priorityRank: priorityRank(ticket.priority),
    openedMonth: monthOf(ticket.openedAt),
    timerAt: timerOf({ id, ...ticket }),
    awaitsCall: ticket.callback !== null,
  };
}

/** What older records lack. */
const absent = {
  attachmentCount: 0,
  publicAttachmentCount: 0,
  followUps: [],
  duplicates: [],
  splitOf: null,
  splits: [],
  related: [],
  expectedAt: null,
  details: null,
  consulted: null,
  routing: null,
  settled: null,
  woken: null,
  closesAt: null,
  hold: null,
  holdReason: null,
  stopped: null,
  callback: null,
  rating: null,
  breaches: 0,
} satisfies Pick<Ticket, AttachmentCount | Ties | Opening | Holding>;

/** The ticket of a stored record. */
export function fromRecord(record: TicketRecord): Ticket {
  const {
    _id,
    priorityRank: _,
    timerAt: __,
    archivedBy: ___,
    awaitsCall: ____,
    openedMonth: _____,
    ...ticket
  } = record;
  return { id: _id, ...absent, ...ticket };
}
