import { setTimeout as delay } from 'node:timers/promises';
import type { MailCounts, MailMood } from '../mail/mailServer.ts';
import type { Battlefield, Fault } from './faults.ts';

/** Milliseconds that a mood of the mail server lasts at least. */
const LASTS = 3_000;
/** Milliseconds in which somebody's burst is over, so that a mail is due. */
const MAIL_BAIT = 40_000;

/** A mail server in a bad mood, until it was seen to bite and a little longer. */
function inTheMood(
  mood: MailMood,
  bit: (before: MailCounts, after: MailCounts, field: Battlefield) => boolean | Promise<boolean>,
): Fault {
  return async (field) => {
    const { mail } = field.cluster;
    const before = { ...mail.counts };
    await mail.become(mood);
    return {
      proved: null,
      heal: async () => {
        const until = performance.now() + LASTS;
        const hasBitten = async (): Promise<boolean> => bit(before, mail.counts, field);
        while (
          performance.now() < until ||
          (!(await hasBitten()) && performance.now() < until + MAIL_BAIT + field.bait)
        )
          await delay(100);
        const proved = await hasBitten();
        await mail.become('works');
        return proved;
      },
    };
  };
}

/** Faults of the mail server: pages notice none of them. */
export const mailFaults = {
  'mail-down': inTheMood('down', (_, __, { mailWaits }) => mailWaits()),
  'mail-hangs': inTheMood('hangs', (before, after) => after.hung > before.hung),
  'mail-cut': inTheMood('cuts', (before, after) => after.cut > before.cut),
  'mail-excuses': inTheMood('excuses', (before, after) => after.excuses >= before.excuses + 3),
} as const satisfies Record<string, Fault>;
