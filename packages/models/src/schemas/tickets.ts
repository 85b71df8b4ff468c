import {
  closures,
  priorities,
  priorityRank,
  requestTypes,
  type Sorting,
  sortings,
  states,
  type Ticket,
  urgencies,
} from '@sportello/core';
import { Schema } from 'mongoose';

type AttachmentCount = 'attachmentCount' | 'publicAttachmentCount';

/** A ticket as it is stored: the folded ticket plus what only the database needs. */
export interface TicketRecord extends Omit<Ticket, 'id' | AttachmentCount> {
  _id: string;
  /** Rank of the priority, so that lists sort by index. */
  priorityRank: number;
  /** Absent in what was written before files could be attached. */
  attachmentCount?: number;
  publicAttachmentCount?: number;
}

/** What narrows a list beside its states; null: nothing does. */
export const listLeads = [null, 'company', 'operator', 'team', 'participants', 'collaborators'] as const;
/** See {@link listLeads}. */
export type ListLead = (typeof listLeads)[number];

/** The order of every sorting; ties are broken by id. */
export const listOrders: Readonly<Record<Sorting, Readonly<Record<string, -1>>>> = {
  activity: { activityAt: -1, _id: -1 },
  created: { openedAt: -1, _id: -1 },
  priority: { priorityRank: -1, activityAt: -1, _id: -1 },
};

/** Leads that are one person: an inbox reads the heads of all their tickets, and finds them in the index itself. */
const personal: readonly ListLead[] = ['operator', 'participants', 'collaborators'];

/** The index of a list: an equality on what narrows it, then the states, then the order it is shown in. */
export function listIndex(lead: ListLead, sort: Sorting): Record<string, 1 | -1> {
  const heads = sort === 'activity' && personal.includes(lead) ? ({ seq: 1, pub: 1 } as const) : {};
  return { ...(lead && { [lead]: 1 }), state: 1, ...listOrders[sort], ...heads };
}

const written = new Schema(
  { seq: Number, pub: Number, at: Number, author: String, excerpt: String },
  { _id: false, strict: 'throw' },
);
const vendor = new Schema({ name: String, reference: String }, { _id: false, strict: 'throw' });

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
    urgency: { type: String, enum: [...urgencies, null], default: null },
    state: { type: String, enum: states, required: true },
    closure: { type: String, enum: [...closures, null], default: null },
    plannedFor: { type: Number, default: null },
    operator: { type: String, default: null },
    team: { type: String, default: null },
    collaborators: { type: [String], required: true },
    vendor: { type: vendor, default: null },
    lastNote: { type: written, default: null },
    participants: { type: [String], required: true },
    lastCustomer: { type: written, default: null },
    lastStaff: { type: written, default: null },
    followUpOf: { type: Number, default: null },
    duplicateOf: { type: Number, default: null },
    openedAt: { type: Number, required: true },
    activityAt: { type: Number, required: true },
    stateAt: { type: Number, required: true },
    closedAt: { type: Number, default: null },
    reopenings: { type: Number, required: true },
    attachmentCount: Number,
    publicAttachmentCount: Number,
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'tickets' },
);

ticketSchema.index({ number: 1 }, { unique: true });
for (const lead of listLeads) for (const sort of sortings) ticketSchema.index(listIndex(lead, sort));

/** The stored form of a ticket. */
export function toRecord({ id, ...ticket }: Ticket): TicketRecord {
  return { _id: id, ...ticket, priorityRank: priorityRank(ticket.priority) };
}

/** The ticket of a stored record. */
export function fromRecord({ _id, priorityRank: _, ...ticket }: TicketRecord): Ticket {
  return { id: _id, attachmentCount: 0, publicAttachmentCount: 0, ...ticket };
}
