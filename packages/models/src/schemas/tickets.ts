import {
  closures,
  priorities,
  priorityRank,
  requestTypes,
  states,
  type Ticket,
  urgencies,
} from '@sportello/core';
import { Schema } from 'mongoose';

/** A ticket as it is stored: the folded ticket plus what only the database needs. */
export interface TicketRecord extends Omit<Ticket, 'id'> {
  _id: string;
  /** Rank of the priority, so that lists sort by index. */
  priorityRank: number;
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
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'tickets' },
);

ticketSchema.index({ number: 1 }, { unique: true });
// Every list is an equality on what the view fixes, then the states, then the order it is shown in.
for (const order of [{ activityAt: -1 }, { openedAt: -1 }, { priorityRank: -1, activityAt: -1 }] as const) {
  ticketSchema.index({ state: 1, ...order, _id: -1 });
  ticketSchema.index({ company: 1, state: 1, ...order, _id: -1 });
  ticketSchema.index({ operator: 1, state: 1, ...order, _id: -1 });
}
ticketSchema.index({ team: 1, state: 1, activityAt: -1, _id: -1 });
ticketSchema.index({ participants: 1, state: 1, activityAt: -1, _id: -1 });
ticketSchema.index({ collaborators: 1, state: 1, activityAt: -1, _id: -1 });

/** The stored form of a ticket. */
export function toRecord({ id, ...ticket }: Ticket): TicketRecord {
  return { _id: id, ...ticket, priorityRank: priorityRank(ticket.priority) };
}

/** The ticket of a stored record. */
export function fromRecord({ _id, priorityRank: _, ...ticket }: TicketRecord): Ticket {
  return { id: _id, ...ticket };
}
