import { Schema } from 'mongoose';

/**
 * How a mail stands. `planned`: it waits until its burst is over, and more may join it. `leaving`: it is being sent, or the
 * connection broke where nobody knows whether it arrived; what it tells stays as it is. The others are ends: `sent`,
 * `withheld` because it was read meanwhile or does not concern the person any more, `refused` for good.
 */
export const mailStates = ['planned', 'leaving', 'sent', 'withheld', 'refused'] as const;
/** See {@link mailStates}. */
export type MailState = (typeof mailStates)[number];

/** What somebody is told of their account: passwords are being guessed, of it or of many, or a device came in that was never seen. */
export const accountNoticeKinds = ['guessing', 'guessingMany', 'newDevice'] as const;
/** What somebody is told of all tickets of a company at once: its hold began, or ended. */
export const holdNoticeKinds = ['companyHeld', 'companyReleased'] as const;

/** A notice about an account: what it says, the network address it is about, and the device, where it is recognised. */
export interface AccountNotice {
  kind: (typeof accountNoticeKinds)[number];
  address: string;
  device?: string;
}

/** A notice about the hold of a company that began at a moment. */
export interface HoldNotice {
  kind: (typeof holdNoticeKinds)[number];
  company: string;
  since: number;
}

/** What somebody is told that is about no single ticket. */
export type Notice = AccountNotice | HoldNotice;

/** One mail: what one person is told of a burst of entries of one ticket, or a notice. */
export interface MailRecord {
  /**
   * `<ticket>:<person>:<first entry>`, or `notice:<kind>:<person>:<day>`, with what tells devices apart, or with company and
   * beginning of a hold instead of the day.
   */
  _id: string;
  /** Absent in a notice. */
  ticket?: string;
  notice?: Notice;
  person: string;
  /** The entries it tells, by `seq`: each is told to a person once. None in a notice. */
  entries: number[];
  state: MailState;
  /** Moments of the first and the last entry. */
  firstAt: number;
  lastAt: number;
  /** When it is to be looked at next: the burst is over, or the next try is due. Absent once it is done with. */
  nextAt?: number;
  attempts: number;
  sentAt?: number;
  /** What the server said last, where it did not take it. */
  said?: string;
  /** Addresses that have it, while it waits for another one. */
  arrived?: string[];
  /** Addresses that refused it for good. */
  refusedBy?: string[];
}

/** The schema of mails. */
export const mailSchema = new Schema<MailRecord>(
  {
    _id: { type: String, required: true },
    ticket: String,
    notice: new Schema(
      {
        kind: { type: String, enum: [...accountNoticeKinds, ...holdNoticeKinds], required: true },
        address: String,
        device: String,
        company: String,
        since: Number,
      },
      { _id: false, strict: 'throw' },
    ),
    person: { type: String, required: true },
    entries: { type: [Number], required: true },
    state: { type: String, enum: mailStates, required: true },
    firstAt: { type: Number, required: true },
    lastAt: { type: Number, required: true },
    nextAt: Number,
    attempts: { type: Number, required: true },
    sentAt: Number,
    said: String,
    arrived: { type: [String], default: undefined },
    refusedBy: { type: [String], default: undefined },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'mails' },
);
// No entry is ever in two mails to one person, whoever plans them.
mailSchema.index(
  { ticket: 1, person: 1, entries: 1 },
  { unique: true, partialFilterExpression: { ticket: { $exists: true } } },
);
mailSchema.index({ nextAt: 1 }, { partialFilterExpression: { nextAt: { $exists: true } } });

/** An address that takes no mail: it was refused for good when one was sent there, and none has arrived since. */
export interface RefusedAddressRecord {
  /** The address. */
  _id: string;
  /** Whose mails go there. */
  person: string;
  /** What the mail server said. */
  said: string;
  at: number;
}

/** The schema of refused addresses. */
export const refusedAddressSchema = new Schema<RefusedAddressRecord>(
  {
    _id: { type: String, required: true },
    person: { type: String, required: true },
    said: { type: String, required: true },
    at: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'refusedAddresses' },
);
refusedAddressSchema.index({ person: 1 });
refusedAddressSchema.index({ at: -1 });

/** A mail as it left, kept by an installation that shows its mails instead of sending them. */
export interface CaughtMailRecord {
  /** Its `Message-ID`, without brackets. */
  _id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The header lines that mail programs act upon. */
  headers: { name: string; value: string }[];
  at: number;
}

/** Caught mails that are kept; the oldest go first. */
export const CAUGHT_MAILS = 500;

/** The schema of caught mails. */
export const caughtMailSchema = new Schema<CaughtMailRecord>(
  {
    _id: { type: String, required: true },
    to: { type: String, required: true },
    subject: { type: String, required: true },
    text: { type: String, required: true },
    html: { type: String, required: true },
    headers: {
      type: [new Schema({ name: String, value: String }, { _id: false, strict: 'throw' })],
      required: true,
    },
    at: { type: Number, required: true },
  },
  {
    strict: 'throw',
    versionKey: false,
    minimize: false,
    collection: 'caughtMails',
    capped: { size: 256 * 1024 * 1024, max: CAUGHT_MAILS },
  },
);
