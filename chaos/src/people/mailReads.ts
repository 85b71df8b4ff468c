import { setTimeout as delay } from 'node:timers/promises';
import { type Installation, messageIdOf } from '@sportello/domain';
import { type EntryRecord, type MailRecord, owes, trusted } from '@sportello/models';
import type { Arrival, MailServer } from '../mail/mailServer.ts';
import { keyInText, type Scene, type Thread } from './scene.ts';

/** Milliseconds in which all mails must have left once the mail server works: what was taken last is tried again within a minute. */
const DRAIN_PATIENCE = 240_000;
/** Most entries whose texts one mail carries; it says of earlier ones that they are in the ticket. */
const MOST_TOLD = 60;

/** What one address was told, by one mail. */
interface Told {
  readonly key: string;
  readonly to: string;
}

/** True while a mail waits because nobody listened where it was to go. */
export async function mailWaits({ database }: Installation): Promise<boolean> {
  const waiting = { nextAt: trusted({ $exists: true }), said: trusted({ $regex: 'ECONNREFUSED' }) };
  return (await database.mails.exists(waiting)) !== null;
}

/** Waits until nothing is owed and no mail waits. */
async function drained({ database }: Installation): Promise<void> {
  const until = performance.now() + DRAIN_PATIENCE;
  const isDrained = async (): Promise<boolean> =>
    !(await owes(database, 'mail')) &&
    (await database.mails.exists({ nextAt: trusted({ $exists: true }) })) === null;
  while (!(await isDrained()) && performance.now() < until) await delay(250);
}

async function publicEntries({ database }: Installation, thread: Thread): Promise<EntryRecord[]> {
  const records = await database.entries.find({ ticket: thread.id }).sort({ seq: 1 }).lean<EntryRecord[]>();
  return records.filter(({ audience }) => audience === 'all');
}

/** The keys that a long mail names only by saying that there were earlier messages. */
async function untoldKeys(
  installation: Installation,
  threads: readonly Thread[],
): Promise<Map<string, string[]>> {
  const keys = new Map<string, string[]>();
  for (const thread of threads) {
    const bySeq = new Map(
      (await publicEntries(installation, thread)).map(({ seq, body }) => [seq, body ?? null]),
    );
    const long = await installation.database.mails
      .find({ ticket: thread.id, [`entries.${MOST_TOLD}`]: trusted({ $exists: true }) })
      .lean<MailRecord[]>();
    for (const mail of long) {
      const earlier = mail.entries.slice(0, -MOST_TOLD);
      keys.set(
        messageIdOf(installation, mail),
        earlier.flatMap((seq) => keyInText(bySeq.get(seq) ?? null) ?? []),
      );
    }
  }
  return keys;
}

/** Each mail once, however often it arrived under its number. */
function distinct(arrivals: readonly Arrival[]): Arrival[] {
  return [...new Map(arrivals.map((arrival) => [`${arrival.id} ${arrival.to}`, arrival])).values()];
}

/**
 * Reads what was mailed in a run to those who opened the threads and never looked at a page: they must have been told
 * everything that others wrote there, and their own first message, once.
 */
export async function readMails(
  installation: Installation,
  { history, threads }: Scene,
  mail: MailServer,
): Promise<void> {
  await drained(installation);
  const arrivals = mail.arrivals.filter(({ at }) => history.at(at) >= 0);
  for (const { at, id, to, keys, isAnswered } of arrivals)
    history.add({
      t: history.at(at),
      p: 'smtp',
      y: 'obs',
      f: 'mail',
      id,
      to,
      keys: [...keys],
      answered: isAnswered,
    });
  const absent = new Set(threads.map(({ opener }) => opener.email));
  const more = await untoldKeys(installation, threads);
  const told = distinct(arrivals)
    .filter(({ to }) => absent.has(to))
    .flatMap(({ id, to, keys }) =>
      [...new Set([...keys, ...(more.get(id) ?? [])])].map((key): Told => ({ key, to })),
    );
  const expected: Told[] = [];
  for (const thread of threads)
    for (const { body } of await publicEntries(installation, thread)) {
      const key = keyInText(body ?? null);
      if (key !== null) expected.push({ key, to: thread.opener.email });
    }
  history.add({ p: 'harness', y: 'obs', f: 'final', who: 'mail', list: told });
  history.add({ p: 'harness', y: 'obs', f: 'final', who: 'mailExpected', list: expected });
}
