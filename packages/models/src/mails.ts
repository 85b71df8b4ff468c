import mongoose from 'mongoose';
import type { Database } from './database.ts';
import type { AccountNotice, MailRecord, RefusedAddressRecord } from './schemas/mails.ts';

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

/** What people are told already of a ticket, of these entries, by person. */
async function toldOf({ mails }: Database, news: readonly News[]): Promise<Map<string, Set<number>>> {
  const found = await mails
    .find(
      {
        ticket: news[0]?.ticket ?? '',
        person: trusted({ $in: news.map(({ person }) => person) }),
        entries: trusted({ $in: [...new Set(news.flatMap(({ entries }) => entries.map(({ seq }) => seq)))] }),
      },
      { person: 1, entries: 1 },
    )
    .lean<Pick<MailRecord, 'person' | 'entries'>[]>();
  const told = new Map<string, Set<number>>();
  for (const { person, entries } of found)
    told.set(person, new Set([...(told.get(person) ?? []), ...entries]));
  return told;
}

/** Puts entries into the mail that is planned for a person, or plans one. */
function planning({ ticket, person, entries }: News, { quiet, most }: BurstRule) {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) return [];
  const seqs = entries.map(({ seq }) => seq);
  const end = { $min: [{ $add: ['$lastAt', quiet] }, { $add: ['$firstAt', most] }] };
  return [
    {
      updateOne: {
        filter: { ticket, person, state: 'planned' as const },
        update: [
          {
            $set: {
              _id: { $ifNull: ['$_id', `${ticket}:${person}:${first.seq}`] },
              entries: { $concatArrays: [{ $ifNull: ['$entries', []] }, seqs] },
              firstAt: { $ifNull: ['$firstAt', first.at] },
              lastAt: { $max: ['$lastAt', last.at] },
              attempts: { $ifNull: ['$attempts', 0] },
            },
          },
          // A mail that is to be tried again keeps its time.
          { $set: { nextAt: { $cond: [{ $eq: ['$attempts', 0] }, end, '$nextAt'] } } },
        ],
        upsert: true,
      },
    },
  ];
}

/**
 * Plans to tell people of entries of a ticket: together with the rest of their burst, and once, however often it is planned.
 * Whatever has not left yet takes up what comes meanwhile, so that a long outage ends in one mail a ticket. However many
 * people there are, it takes two commands.
 * @param news of one ticket, one for each person
 */
export async function planMails(database: Database, news: readonly News[], rule: BurstRule): Promise<void> {
  const wanted = news.filter(({ entries }) => entries.length > 0);
  if (wanted.length === 0) return;
  const told = await toldOf(database, wanted);
  const plans = wanted.flatMap(({ entries, ...rest }) =>
    planning({ ...rest, entries: entries.filter(({ seq }) => !told.get(rest.person)?.has(seq)) }, rule),
  );
  // By the collection itself: a pipeline that also inserts is more than the schema can follow.
  if (plans.length > 0) await database.mails.collection.bulkWrite(plans, { ordered: false });
}

const DAY = 24 * 60 * 60_000;

/**
 * Plans to tell somebody at once of something about an account, of each kind once a day however often it happens.
 * @param which tells apart what is told of the same kind on one day; nothing does when missing
 */
export async function planNotice(
  { mails }: Database,
  person: string,
  notice: AccountNotice,
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
