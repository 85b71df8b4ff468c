import type { HistoryRecord } from '../history/records.ts';
import { type Facts, factsOf, memberKey } from './facts.ts';
import { checkMails } from './mails.ts';
import { checkRealTimeOrder, checkStorage } from './storage.ts';
import { checkAgreement, checkIndex, checkLeaks, checkViews } from './views.ts';
import type { Violation, ViolationKind } from './violation.ts';

/** When a run counts as having proved something. */
export interface Thresholds {
  readonly minAcks: number;
  /** Different kinds of faults. */
  readonly minFaults: number;
  /** Milliseconds in which something may still arrive after a right was taken away. */
  readonly grace: number;
}

/** What promises.md asks of a run in continuous integration. */
export const defaultThresholds: Thresholds = { minAcks: 1_000, minFaults: 6, grace: 1_000 };

/** What a history says. `unknown`: nothing is wrong, and nothing is proved either. */
export interface Verdict {
  readonly valid: 'valid' | 'invalid' | 'unknown';
  readonly violations: readonly Violation[];
  /** How many of each kind. */
  readonly counts: Readonly<Partial<Record<ViolationKind, number>>>;
  /** Why it proves nothing. */
  readonly doubts: readonly string[];
}

function* doubtsOf(facts: Facts, { minAcks, minFaults }: Thresholds): Generator<string> {
  const acks = [...facts.sent.values()].filter(({ saved }) => saved.length > 0).length;
  if (acks < minAcks) yield `${acks} messages were acknowledged; ${minAcks} are wanted`;
  const kinds = new Set(facts.faults.map(({ kind }) => kind));
  if (kinds.size < minFaults) yield `${kinds.size} kinds of faults; ${minFaults} are wanted`;
  const unproved = new Set(facts.faults.filter(({ proved }) => !proved).map(({ kind }) => kind));
  for (const kind of unproved) yield `nobody saw the fault "${kind}" bite`;
  for (const th of new Set([...facts.sent.values()].map((one) => one.th)))
    if (!facts.stored.has(th)) yield `${th} was not read at the end`;
  const read = new Set(facts.clients.map(({ cl, th }) => memberKey(cl, th)));
  for (const [name, rights] of facts.memberships)
    if (rights.at(-1)?.until === null && !read.has(name)) yield `the page of ${name} was not read at the end`;
  for (const { key, saved, isRefused, isUnknown } of facts.sent.values()) {
    if (saved.length === 0 && !isRefused && !isUnknown) yield `nobody knows what became of ${key}`;
  }
}

/** Judges a history. */
export function check(
  records: readonly HistoryRecord[],
  thresholds: Thresholds = defaultThresholds,
): Verdict {
  const facts = factsOf(records);
  const violations = [
    ...checkStorage(facts),
    ...checkRealTimeOrder(facts),
    ...checkViews(facts),
    ...checkAgreement(facts),
    ...checkLeaks(facts, thresholds.grace),
    ...checkIndex(facts),
    ...checkMails(facts),
  ];
  const counts: Partial<Record<ViolationKind, number>> = {};
  for (const { kind } of violations) counts[kind] = (counts[kind] ?? 0) + 1;
  const doubts = [...doubtsOf(facts, thresholds)];
  return {
    valid: violations.length > 0 ? 'invalid' : doubts.length > 0 ? 'unknown' : 'valid',
    violations,
    counts,
    doubts,
  };
}
