import { type DraftEntry, type Entry, fold, numberDrafts, type Refusal, type Ticket } from '@sportello/core';
import { type Consumer, type EntryRecord, toEntryRecord } from './schemas/entries.ts';

/** What a rule decided: entries to add, or why not. */
export type Decision = { readonly drafts: readonly DraftEntry[] } | Refusal;

/**
 * Decides on the ticket as it stands inside the transaction; null when it does not exist. Pure: it may run several times.
 * `now` is the moment that its entries will have, so that what begins with them begins at no other.
 */
export type Decide = (ticket: Ticket | null, now: number) => Decision;

/** What was committed. */
export interface Committed {
  readonly ok: true;
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
}

/** A command's key was used before by the same author: the first answer is in the log. */
export class KeyUsedError extends Error {
  override readonly name = 'KeyUsedError';
}

/** A command that waits to be committed. */
export interface Waiting {
  readonly decide: Decide;
  readonly digest: string | null;
  readonly resolve: (outcome: Committed | Refusal) => void;
  readonly reject: (error: unknown) => void;
}

/** What came of one command of a batch; an error is its own and nobody else's. */
export interface Outcome {
  readonly waiting: Waiting;
  readonly answer: Committed | Refusal | Error;
}

/** What a batch comes to on the ticket as it stands. */
export interface Folded {
  readonly outcomes: readonly Outcome[];
  readonly ticket: Ticket | null;
  readonly written: readonly EntryRecord[];
  /** The keys of what is written. */
  readonly keys: readonly UsedKey[];
}

/** Who owes work for every entry. */
const owing: readonly Consumer[] = ['search', 'mail'];

/** A key as its author used it. */
export type UsedKey = `${string} ${string}`;

/** The key of an entry; null where it has none. */
export const usedKey = (author: string | null, key: string | null | undefined): UsedKey | null =>
  author === null || key === null || key === undefined ? null : `${author} ${key}`;

const isDone = ({ answer }: Outcome): boolean => !(answer instanceof Error) && answer.ok;

/** Does writing this prove what it was decided on? Not where a command is refused, or nothing is written at all. */
export const isProved = ({ outcomes, written }: Folded): boolean =>
  written.length > 0 && outcomes.every(isDone);

/**
 * Decides on the commands of a batch one after the other, each on what those before it leave behind.
 * @param used keys that are in the log, or will be
 * @param now server time in epoch milliseconds
 */
export function foldBatch(
  ticketId: string,
  before: Ticket | null,
  batch: readonly Waiting[],
  used: ReadonlySet<UsedKey>,
  now: () => number,
): Folded {
  let ticket = before;
  const written: EntryRecord[] = [];
  const seen = new Set(used);
  const decide = ({ decide, digest }: Waiting): Outcome['answer'] => {
    const moment = now();
    const decision = decide(ticket, moment);
    if ('code' in decision) return decision;
    const keys = decision.drafts.flatMap(({ author, key }) => usedKey(author.id, key) ?? []);
    if (keys.some((key) => seen.has(key))) return new KeyUsedError();
    const added = numberDrafts(ticket, ticketId, decision.drafts, moment);
    const after = added.reduce(fold, ticket);
    if (after === null) throw new Error('a decision without entries opens nothing');
    for (const key of keys) seen.add(key);
    ticket = after;
    written.push(...added.map((entry) => toEntryRecord(entry, digest, owing)));
    return { ok: true, ticket: after, entries: added };
  };
  const outcomes = batch.map((waiting) => ({ waiting, answer: orError(() => decide(waiting)) }));
  return { outcomes, ticket, written, keys: [...seen].slice(used.size) };
}

function orError<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
