import { composeMail, type Installation, planOwedHoldNotices, planOwedMails } from '@sportello/domain';
import {
  type BurstRule,
  delayMail,
  dueMails,
  finishMail,
  forgetRefusedAddresses,
  holdMailBack,
  isBehindAnother,
  type MailRecord,
  type MailState,
  noteRefusedAddress,
  owes,
  takeMail,
  untoldCompanies,
} from '@sportello/models';
import type { Logger } from 'pino';
import { type AddressFates, type Try, togetherOf } from '../mail/fates.ts';
import { DELIVERY_TIME, type Postman } from '../mail/postman.ts';
import { type LoopState, startLoop } from './loop.ts';

/** What the consumer stands on. */
export interface MailConsumerOptions {
  readonly installation: Installation;
  readonly postman: Postman;
  /** Milliseconds without another entry after which a burst is over. */
  readonly quiet?: number;
  /** Milliseconds between two steps. */
  readonly pace?: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Tells people by mail what they have not read, in one process at a time. */
export interface MailConsumer {
  /** Something was committed, or time has passed. */
  wake(): void;
  /** Resolves when nothing is owed and no mail is due. */
  idle(): Promise<void>;
  /** Ends after the mails under way; what is left stays owed. */
  stop(): Promise<void>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** A burst is over after two quiet minutes, and after five in any case; where it is over sooner or later, both are. */
const BURST: BurstRule = { quiet: 2 * MINUTE, most: 5 * MINUTE };

/** Nobody waits for the planning of a mail: what comes within so long, a small part of a burst, is planned together. */
const paceOf = (quiet: number): number => Math.min(3 * SECOND, quiet / 10);

/** Most mails of a step, and how many of them leave side by side. */
const [BATCH, ABREAST] = [40, 4];

/** A mail that was taken is left to whoever took it for so long: longer than any delivery lasts. */
const TAKEN_FOR = DELIVERY_TIME + 10 * SECOND;
/** An earlier mail to the same person is looked after again so soon. */
const BEHIND = 15 * SECOND;

/** When a mail that did not leave is tried again, by how often it was; then every hour. */
const delays = [15 * SECOND, 30 * SECOND, ...Array<number>(5).fill(MINUTE), 5 * MINUTE, 20 * MINUTE];
const LONGEST_DELAY = 60 * MINUTE;
/** After so long without success a mail is given up, unless it was hardly tried. */
const GIVEN_UP_AFTER = 4 * DAY;

/** Milliseconds for which nothing is tried while the server is away: at first, and at most. */
const [FIRST_PAUSE, LAST_PAUSE] = [SECOND, 20 * SECOND];

const delayAfter = (attempts: number): number => delays[attempts - 1] ?? LONGEST_DELAY;

/**
 * Starts the consumer that owes `mail`. It plans who is to be told of what is owed, a burst a mail, strikes itself out, and
 * sends what is due and still unread. It may be killed anywhere: planning may be repeated, and a mail that was being sent
 * leaves again under the same number.
 */
export function startMailConsumer(options: MailConsumerOptions): MailConsumer {
  const { installation, postman, quiet = BURST.quiet, pace = paceOf(quiet), log } = options;
  const { database, now } = installation;
  const burst: BurstRule = { quiet, most: (BURST.most / BURST.quiet) * quiet };
  /** On the monotonic clock: while the server is away. */
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let pause = FIRST_PAUSE;
  /** Mails that are being sent. */
  let underWay = 0;

  const isPaused = (): boolean => performance.now() < pausedUntil;

  /** The server is away: nothing is tried for a while, and it is no fault of any mail. */
  const rest = (said: string): void => {
    if (!isPaused()) log.warn({ said, pause }, 'the mail server cannot be reached: mails wait');
    pausedUntil = performance.now() + pause;
    pause = Math.min(LAST_PAUSE, pause * 2);
    setTimeout(wake, pausedUntil - performance.now()).unref();
  };

  /** Remembers which addresses take no mail, and which do again. */
  const noteAddresses = async (mail: MailRecord, fates: AddressFates, at: number): Promise<void> => {
    for (const { address, said } of fates.refusals)
      await noteRefusedAddress(database, { _id: address, person: mail.person, said, at });
    if (fates.arrived.length > 0) await forgetRefusedAddresses(database, fates.arrived);
  };

  /**
   * @param before how the mail stood when it was taken
   * @param tries one for each address
   */
  const settle = async (
    before: MailState,
    mail: MailRecord,
    tries: readonly [Try, ...Try[]],
  ): Promise<void> => {
    const { outcome, said, apart = [], fates } = togetherOf(tries);
    const at = now();
    await noteAddresses(mail, fates, at);
    const hasArrived = fates.arrived.length + (mail.arrived?.length ?? 0) > 0;
    // What may have arrived once stays as it is, whatever comes of the next try.
    const state = before === 'leaving' || outcome === 'unknown' || hasArrived ? 'leaving' : 'planned';
    const addresses = { arrived: fates.arrived, refusedBy: fates.refusals.map(({ address }) => address) };
    if (outcome !== 'away') pause = FIRST_PAUSE;
    const isHopeless = at - mail.firstAt > GIVEN_UP_AFTER && mail.attempts > delays.length;
    if (outcome === 'away') {
      rest(said);
      return delayMail(database, mail._id, { state, nextAt: at, said, counts: false, addresses });
    }
    if (fates.left.length === 0 || isHopeless) {
      const refusal = fates.refusals[0]?.said ?? (hasArrived ? undefined : said);
      if (refusal !== undefined) log.warn({ mail: mail._id, said: refusal }, 'a mail is refused for good');
      const end = { state: hasArrived ? ('sent' as const) : ('refused' as const), at, addresses };
      return finishMail(database, mail._id, { ...end, ...(refusal !== undefined && { said: refusal }) });
    }
    const nextAt = at + delayAfter(mail.attempts);
    const reason = apart.find(({ address }) => fates.left.includes(address))?.said ?? said;
    return delayMail(database, mail._id, { state, nextAt, said: reason, counts: true, addresses });
  };

  const send = async (due: MailRecord): Promise<void> => {
    if (await isBehindAnother(database, due)) return holdMailBack(database, due._id, now() + BEHIND);
    const mail = await takeMail(database, due._id, now(), now() + TAKEN_FOR);
    if (!mail) return;
    const letters = await composeMail(installation, mail);
    // Side by side: the mail is taken for no longer than one delivery lasts.
    const [first, ...others] = await Promise.all(
      letters.map(async (letter) => ({
        tried: letter.recipients,
        delivery: await postman.deliver(letter),
      })),
    );
    if (first) await settle(due.state, mail, [first, ...others]);
    else
      await finishMail(database, mail._id, { state: mail.arrived?.length ? 'sent' : 'withheld', at: now() });
  };

  const sendDue = async (loop: LoopState): Promise<boolean> => {
    const due = await dueMails(database, now(), BATCH);
    for (let start = 0; start < due.length; start += ABREAST) {
      if (loop.isStopping || isPaused() || !(await loop.hold())) break;
      const abreast = due.slice(start, start + ABREAST);
      underWay = abreast.length;
      const sent = await Promise.allSettled(abreast.map(send));
      underWay = 0;
      for (const one of sent) if (one.status === 'rejected') throw one.reason;
    }
    return due.length > 0;
  };

  const { wake, until, stop } = startLoop({
    database,
    lease: 'mail',
    pace,
    log,
    complaint: 'mails cannot be looked after now',
    turn: async (loop) => {
      const planned = (await planOwedMails(database, burst)) + (await planOwedHoldNotices(database, quiet));
      const sent = !isPaused() && (await sendDue(loop));
      return planned > 0 || (sent && !isPaused());
    },
  });

  const isIdle = async (): Promise<boolean> =>
    !(await owes(database, 'mail')) &&
    (await untoldCompanies(database)).length === 0 &&
    (await dueMails(database, now(), 1)).length === 0 &&
    underWay === 0;

  return { wake, idle: () => until(isIdle), stop };
}
