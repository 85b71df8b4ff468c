import { type CustomerRole, customerRoles, type StaffRole, staffRoles } from '@sportello/core';
import { Schema } from 'mongoose';

/** A person: a contact who may be able to sign in. The credentials live apart, with the identity library. */
export interface PersonRecord {
  _id: string;
  email: string;
  firstName: string;
  lastName: string;
  locale: 'it' | 'en';
  /** Companies this person belongs to, each with a role. */
  memberships: { company: string; role: CustomerRole }[];
  /** What the person is for the provider; null for customers. */
  staff: { role: StaffRole; teams: string[] } | null;
  active: boolean;
  /** True when the person wants no mails but those that nobody can do without. */
  unsubscribed?: boolean;
  /** Second addresses, named on tickets, where nobody wants these mails. */
  unsubscribedAddresses?: string[];
  /** True once the person has come in: from then on a device that was never seen is worth telling. */
  hasEntered?: boolean;
  /** Days on which the person is away by their own word, both included. */
  away?: { from: string; to: string };
  /** Demo people cannot sign in where the demo is off. */
  demo: boolean;
  revision: number;
}

/** The schema of people. */
export const personSchema = new Schema<PersonRecord>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true, lowercase: true },
    firstName: { type: String, required: true },
    lastName: { type: String, required: true },
    locale: { type: String, enum: ['it', 'en'], required: true },
    memberships: {
      type: [
        new Schema(
          { company: String, role: { type: String, enum: customerRoles } },
          { _id: false, strict: 'throw' },
        ),
      ],
      required: true,
    },
    staff: {
      type: new Schema(
        { role: { type: String, enum: staffRoles }, teams: [String] },
        { _id: false, strict: 'throw' },
      ),
      default: null,
    },
    active: { type: Boolean, required: true },
    unsubscribed: Boolean,
    unsubscribedAddresses: { type: [String], default: undefined },
    hasEntered: Boolean,
    away: {
      type: new Schema({ from: String, to: String }, { _id: false, strict: 'throw' }),
      default: undefined,
    },
    demo: { type: Boolean, required: true },
    revision: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'people' },
);
personSchema.index({ email: 1 }, { unique: true });
personSchema.index({ 'memberships.company': 1 });
// Few people give support, and a new ticket is told to a whole team.
personSchema.index({ 'staff.teams': 1 }, { sparse: true });

/** The name of a person as everybody sees it. */
export function fullName(person: Pick<PersonRecord, 'firstName' | 'lastName'>): string {
  return `${person.firstName} ${person.lastName}`;
}
