import type { DraftEntry, Refusal, Ticket } from '@sportello/core';
import { z } from 'zod';
import type { Committed, Folded, Waiting } from './batch.ts';
import { entryId, fromEntryRecord } from './schemas/entries.ts';
import { toRecord } from './schemas/tickets.ts';

/** What MongoDB answers to a bulk write: one result for each operation up to the first that failed. */
export const bulkAnswer = z.object({
  cursor: z.object({
    firstBatch: z.array(
      z.object({
        idx: z.number(),
        n: z.number(),
        code: z.number().optional(),
        errmsg: z.string().optional(),
      }),
    ),
  }),
});

/** The commands on one ticket that share a transaction. */
export interface Batch {
  readonly ticket: string;
  readonly commands: readonly Waiting[];
}

/** A batch, and what it comes to on the ticket as it was remembered or read. */
export interface Plan extends Batch {
  readonly before: Ticket | null;
  readonly folded: Folded;
}

/** What a rule on several tickets decided, one list of entries for each of them in their order; or why not. */
export type JointDecision = { readonly drafts: readonly (readonly DraftEntry[])[] } | Refusal;

/**
 * Decides on several tickets as they stand inside one transaction; null where one does not exist. Pure. `now` is the moment
 * that all of their entries will have.
 */
export type DecideTogether = (tickets: readonly (Ticket | null)[], now: number) => JointDecision;

/** A command that has nothing left to decide. Nobody waits for its outcome: it is in the plan. */
export function justWrites(drafts: readonly DraftEntry[], digest: string | null): Waiting {
  return { decide: () => ({ drafts }), digest, resolve: () => undefined, reject: () => undefined };
}

/** What a carried out plan came to. */
export function committedOf({ ticket, before, folded }: Plan): Committed {
  for (const { answer } of folded.outcomes) if (answer instanceof Error) throw answer;
  const after = folded.ticket ?? before;
  if (!after) throw new Error(`nothing was decided on ticket ${ticket}`);
  return { ok: true, ticket: after, entries: folded.written.map(fromEntryRecord) };
}

/** Whoever archived a ticket finds it in the list again when somebody writes a message. */
const back = { $unset: { archivedBy: true } };
const unarchives = ({ written }: Folded): boolean =>
  written.some(({ audience, kind }) => audience === 'all' && kind === 'message');

const amended = { $set: { isAmended: true } };

/** The operations of a bulk write that carry out a plan: the ticket as far as nobody wrote it meanwhile, and its entries. */
export function operationsOf({ before, folded }: Plan) {
  const { ticket, written } = folded;
  if (!ticket) return [];
  const { _id, ...fields } = toRecord(ticket);
  return [
    before === null
      ? { insert: 0, document: { _id, ...fields } }
      : {
          update: 0,
          filter: { _id, seq: before.seq },
          updateMods: { $set: fields, ...(unarchives(folded) && back) },
        },
    ...written.map((document) => ({ insert: 1, document })),
    ...written.flatMap(({ ticket: id, amends }) =>
      amends ? [{ update: 1, filter: { _id: entryId(id, amends.seq) }, updateMods: amended }] : [],
    ),
  ];
}
