import type { FinalClient } from '../history/records.ts';
import { type Facts, memberKey } from './facts.ts';
import type { Violation } from './violation.ts';

function* checkList({ cl, th, list }: FinalClient): Generator<Violation> {
  const seen = new Set<string>();
  let before = 0;
  for (const { seq, key } of list) {
    if (seen.has(key)) yield { kind: 'shown-twice', text: `${cl} shows ${key} twice in ${th}` };
    else if (seq <= before)
      yield { kind: 'shown-out-of-order', text: `${cl} shows ${seq} after ${before} in ${th}` };
    seen.add(key);
    before = seq;
  }
}

/** What is wrong with what the pages show at the end. */
export function* checkViews({ clients, stored, memberships }: Facts): Generator<Violation> {
  for (const client of clients) {
    const { cl, th, list, unread, readSeq, user, stateHash, reloadHash } = client;
    yield* checkList(client);
    const isMember = memberships.get(memberKey(cl, th))?.at(-1)?.until === null;
    const log = stored.get(th);
    if (!log || !isMember) continue;
    const shown = new Set(list.map(({ key }) => key));
    for (const { key, seq } of log)
      if (!shown.has(key))
        yield { kind: 'never-shown', text: `${cl} does not show ${key} (${seq}) of ${th}` };
    const expected = log.filter(({ seq, from }) => seq > readSeq && from !== user).length;
    if (unread !== expected)
      yield {
        kind: 'unread-wrong',
        text: `${cl} counts ${unread} unread in ${th} after ${readSeq}, and there are ${expected}`,
      };
    if (stateHash !== reloadHash)
      yield { kind: 'live!=reload', text: `${cl} shows another state of ${th} than a reload does` };
  }
}

/** All who see a number see the same message under it, and nothing that nobody sent. */
export function* checkAgreement({ stored, received, clients, sent }: Facts): Generator<Violation> {
  const known = new Map<string, { readonly key: string; readonly who: string }>();
  const told = new Set<string>();
  function* see(who: string, th: string, seq: number, key: string): Generator<Violation> {
    const place = `${th} ${seq}`;
    const before = known.get(place);
    if (!before) known.set(place, { key, who });
    else if (before.key !== key && !told.has(place)) {
      told.add(place);
      yield {
        kind: 'divergence',
        text: `${th}: ${seq} is ${before.key} for ${before.who} and ${key} for ${who}`,
      };
    }
    if (!sent.has(key) && !told.has(key)) {
      told.add(key);
      yield { kind: 'phantom', text: `${who} saw ${key} in ${th}, and nobody sent it` };
    }
  }
  for (const [th, list] of stored) for (const { seq, key } of list) yield* see('the database', th, seq, key);
  for (const { cl, th, seq, key } of received) yield* see(cl, th, seq, key);
  for (const { cl, th, list } of clients) for (const { seq, key } of list) yield* see(cl, th, seq, key);
}

/**
 * Nobody receives what is not theirs. What is pushed live comes in the order of the log, in which the end of the right
 * stands before whatever was written after it: that never arrives, however slow everything is.
 * @param grace milliseconds after an acknowledged revocation in which something under way may still arrive
 */
export function* checkLeaks({ received, memberships, sent }: Facts, grace: number): Generator<Violation> {
  for (const { cl, th, t, key, via } of received) {
    const rights = memberships.get(memberKey(cl, th)) ?? [];
    const sentAt = sent.get(key)?.invokedAt ?? 0;
    const isUnderWay = (until: number): boolean =>
      t <= until + grace && !(via === 'live' && t > until && sentAt > until);
    const isAllowed = rights.some(({ from, until }) => t >= from && (until === null || isUnderWay(until)));
    if (!isAllowed)
      yield { kind: 'LEAK', text: `${cl} received ${key} of ${th} (${via}) at ${t} without the right to it` };
  }
}

/** Search finds what there is and nothing else. */
export function* checkIndex({ index: { found, expected } }: Facts): Generator<Violation> {
  if (!found || !expected) return;
  const [there, wanted] = [new Set(found), new Set(expected)];
  for (const id of wanted)
    if (!there.has(id)) yield { kind: 'index-missing', text: `${id} is not in the search index` };
  for (const id of there)
    if (!wanted.has(id)) yield { kind: 'index-ghost', text: `${id} is in the search index and nowhere else` };
}
