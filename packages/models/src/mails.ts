import mongoose from 'mongoose';
import type { Database } from './database.ts';
import type { MailRecord, Notice, RefusedAddressRecord } from './schemas/mails.ts';

const { trusted } = mongoose;

/** How long a burst lasts, in milliseconds. */
export interface BurstRule {
  /** It is over after so long without another entry … */
  readonly quiet: number;
  /** … or so long after its first one. */
  readonly most: number;
}

/** What somebody is to be told of a ticket. */
export interface News {
  readonly ticket: string;
  readonly person: string;
  /** The entries, ascending. */
  readonly entries: readonly { readonly seq: number; readonly at: number }[];
}

/** Takes out what somebody is told of already. */
async function untold(database: Database, { ticket, person, entries }: News): Promise<News['entries']> {
  const seqs = entries.map(({ seq }) => seq);
  const mails = await database.mails
    .find({ ticket, person, entries: trusted({ $in: seqs }) }, { entries: 1 })
    .lean<Pick<MailRecord, 'entries'>[]>();
  const told = new Set(mails.flatMap((mail) => mail.entries));
  return entries.filter(({ seq }) => !told.has(seq));
}

/**
 * Plans to tell somebody of entries: together with the rest of their burst, and once, however often it is planned.
 * Whatever has not left yet takes up what comes meanwhile, so that a long outage ends in one mail a ticket.
 */
export async function planMail(database: Database, news: News, rule: BurstRule): Promise<void> {
  const { ticket, person } = news;
  const entries = await untold(database, news);
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) return;
  const seqs = entries.map(({ seq }) => seq);
  const end = { $min: [{ $add: ['$lastAt', rule.quiet] }, { $add: ['$firstAt', rule.most] }] };
  const { matchedCount } = await database.mails.updateOne(
    { ticket, person, state: 'planned' },
    [
      { $set: { entries: { $concatArrays: ['$entries', seqs] }, lastAt: { $max: ['$lastAt', last.at] } } },
      // A mail that is to be tried again keeps its time.
      { $set: { nextAt: { $cond: [{ $eq: ['$attempts', 0] }, end, '$nextAt'] } } },
    ],
    { updatePipeline: true },
  );
  if (matchedCount > 0) return;
  await database.mails.create({
    _id: `${ticket}:${person}:${first.seq}`,
    ticket,
    person,
    entries: seqs,
    state: 'planned',
    firstAt: first.at,
    lastAt: last.at,
    nextAt: Math.min(last.at + rule.quiet, first.at + rule.most),
    attempts: 0,
  });
}

const DAY = 24 * 60 * 60_000;

/**
 * Plans to tell somebody at once of what is about no ticket, of each kind once a day however often it happens.
 * @param which tells apart what is told of the same kind on one day; nothing does when missing
 */
export async function planNotice(
  { mails }: Database,
  person: string,
  notice: Notice,
  at: number,
  which?: string,
): Promise<void> {
  const fresh = {
    notice,
    person,
    entries: [],
    state: 'planned',
    firstAt: at,
    lastAt: at,
    nextAt: at,
    attempts: 0,
  };
  await mails.updateOne(
    {
      _id: [
        'notice',
        notice.kind,
        person,
        Math.floor(at / DAY),
        ...(which === undefined ? [] : [which]),
      ].join(':'),
    },
    { $setOnInsert: fresh },
    { upsert: true },
  );
}

/** The mails that are to be looked at now, those first that have waited longest. */
export function dueMails(database: Database, now: number, limit: number): Promise<MailRecord[]> {
  return database.mails
    .find({ nextAt: trusted({ $lte: now }) })
    .sort({ nextAt: 1 })
    .limit(limit)
    .lean<MailRecord[]>();
}

/** True while somebody has an earlier mail about the same ticket that has not left: they arrive in order. */
export async function isBehindAnother(database: Database, mail: MailRecord): Promise<boolean> {
  const { _id, ticket, person, firstAt } = mail;
  if (ticket === undefined) return false;
  const earlier = await database.mails.exists({
    ticket,
    person,
    nextAt: trusted({ $exists: true }),
    $or: [{ firstAt: trusted({ $lt: firstAt }) }, { firstAt, _id: trusted({ $lt: _id }) }],
  });
  return earlier !== null;
}

/**
 * Takes a mail to send it: from here on nothing joins it.
 * @param until nobody else takes it before
 * @returns the mail as it leaves; null when somebody else took it
 */
export async function takeMail(
  database: Database,
  id: string,
  now: number,
  until: number,
): Promise<MailRecord | null> {
  return database.mails
    .findOneAndUpdate(
      { _id: id, nextAt: trusted({ $lte: now }) },
      { $set: { state: 'leaving', nextAt: until }, $inc: { attempts: 1 } },
      { returnDocument: 'after' },
    )
    .lean<MailRecord>();
}

/** How a mail ended. */
export interface MailEnd {
  readonly state: 'sent' | 'withheld' | 'refused';
  readonly at: number;
  /** What the server said. */
  readonly said?: string;
  readonly addresses?: AddressesDone;
}

/** Addresses of a mail that are done with since the last try. */
export interface AddressesDone {
  readonly arrived: readonly string[];
  readonly refusedBy: readonly string[];
}

const nothingDone: AddressesDone = { arrived: [], refusedBy: [] };

const withDone = ({ arrived, refusedBy }: AddressesDone) =>
  arrived.length + refusedBy.length === 0
    ? {}
    : { $addToSet: { arrived: { $each: arrived }, refusedBy: { $each: refusedBy } } };

/** Records how a mail ended. */
export async function finishMail(database: Database, id: string, end: MailEnd): Promise<void> {
  const { state, at, said, addresses = nothingDone } = end;
  await database.mails.updateOne(
    { _id: id },
    {
      $set: { state, ...(state === 'sent' && { sentAt: at }), ...(said && { said }) },
      $unset: { nextAt: 1 },
      ...withDone(addresses),
    },
  );
}

/** How a mail that did not leave goes on. */
export interface MailDelay {
  /** `planned` where it is certain that it did not arrive: more may join it. */
  readonly state: 'planned' | 'leaving';
  readonly nextAt: number;
  readonly said: string;
  /** Whether the try counts: not where no server was there. */
  readonly counts: boolean;
  readonly addresses?: AddressesDone;
}

/** Records when a mail that did not leave is to be tried again. */
export async function delayMail(database: Database, id: string, delay: MailDelay): Promise<void> {
  const { state, nextAt, said, counts, addresses = nothingDone } = delay;
  await database.mails.updateOne(
    { _id: id },
    {
      $set: { state, nextAt, said },
      ...(!counts && { $inc: { attempts: -1 } }),
      ...withDone(addresses),
    },
  );
}

/** Notes that an address of somebody takes no mail. */
export async function noteRefusedAddress(
  { refusedAddresses }: Database,
  { _id, ...found }: RefusedAddressRecord,
): Promise<void> {
  await refusedAddresses.updateOne({ _id }, { $set: found }, { upsert: true });
}

/** Forgets that addresses took no mail: they do. */
export async function forgetRefusedAddresses(
  { refusedAddresses }: Database,
  arrived: readonly string[],
): Promise<void> {
  await refusedAddresses.deleteMany({ _id: trusted({ $in: [...arrived] }) });
}

/** Looks at a mail again later, as it is. */
export async function holdMailBack(database: Database, id: string, nextAt: number): Promise<void> {
  await database.mails.updateOne({ _id: id, nextAt: trusted({ $exists: true }) }, { $set: { nextAt } });
}

/** The last mail about a ticket that reached the same person before this one; null when there was none. */
export async function mailBefore(
  database: Database,
  ticket: string,
  { person, firstAt }: MailRecord,
): Promise<MailRecord | null> {
  return database.mails
    .findOne({ ticket, person, state: 'sent', firstAt: trusted({ $lt: firstAt }) })
    .sort({ firstAt: -1 })
    .lean<MailRecord>();
}

/** True when something that was written before a moment waits to be mailed and was not even tried. */
export async function areMailsLate(database: Database, moment: number): Promise<boolean> {
  const [planned, owed] = await Promise.all([
    database.mails.exists({
      nextAt: trusted({ $lt: moment }),
      firstAt: trusted({ $lt: moment }),
      attempts: 0,
    }),
    database.entries.exists({ todo: 'mail', at: trusted({ $lt: moment }) }),
  ]);
  return planned !== null || owed !== null;
}
