import type { Facts } from './facts.ts';
import type { Violation } from './violation.ts';

/** Faults after which a mail that was answered may leave once more: nobody is left to strike it out. */
const forgetful: ReadonlySet<string> = new Set(['kill-worker', 'kill-mongod', 'kill-everything']);
/** Mails that may be under way when one of them strikes. */
const ABREAST = 4;

const named = (one: { readonly key: string; readonly to: string }): string => `${one.key} to ${one.to}`;

/** Mails that came again after the sender had been told that they had arrived. */
function repeatsIn({ arrivals }: Facts): string[] {
  const answered = new Set<string>();
  return arrivals.flatMap(({ id, to, answered: isAnswered }) => {
    const name = `${id} to ${to}`;
    const isRepeat = answered.has(name);
    if (isAnswered) answered.add(name);
    return isRepeat ? [name] : [];
  });
}

/**
 * What is wrong with what was mailed: a message that nobody read on a page is told by mail to whom it concerns, by one
 * mail. The same mail may arrive again under the same number where the connection broke before the answer, or where the
 * worker or the database died right after it.
 */
export function* checkMails(facts: Facts): Generator<Violation> {
  const { found, expected } = facts.mails;
  const mailed = new Map<string, number>();
  for (const one of found ?? []) mailed.set(named(one), (mailed.get(named(one)) ?? 0) + 1);
  const wanted = new Set((expected ?? []).map(named));
  for (const name of wanted)
    if (!mailed.has(name)) yield { kind: 'mail-lost', text: `${name} was never mailed` };
  for (const [name, count] of mailed) {
    if (!wanted.has(name)) yield { kind: 'mail-unexpected', text: `${name} was mailed` };
    if (count > 1) yield { kind: 'mail-twice', text: `${name} is in ${count} mails` };
  }
  const repeats = repeatsIn(facts);
  const forgiven = facts.strikes.filter((kind) => forgetful.has(kind)).length * ABREAST;
  for (const name of repeats.slice(forgiven))
    yield { kind: 'mail-twice', text: `the mail ${name} came again after it was answered` };
}
