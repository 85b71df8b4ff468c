import { priorities, type State } from '@sportello/core';
import mongoose from 'mongoose';
import type { Database } from './database.ts';
import type { TicketRecord } from './schemas/tickets.ts';

const { trusted } = mongoose;

/** Which tickets may have something to happen by itself. */
export interface TimedQuery {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Resolved tickets without a public entry since then. */
  readonly silentSince: number;
  /** States that the workflow lacks. */
  readonly gone: readonly State[];
  /** Companies for whose tickets time stands still. */
  readonly held: readonly string[];
}

/** Finds them by index, one after the other; each is decided on anew before anything happens to it. */
export async function* timedTickets(
  database: Database,
  { now, silentSince, gone, held }: TimedQuery,
): AsyncGenerator<string> {
  const company = trusted({ $nin: [...held] });
  const filters = [
    ...(gone.length > 0 ? [{ state: trusted({ $in: [...gone] }) }] : []),
    { timerAt: trusted({ $lte: now }), company },
    // By rank, as the index of recent tickets is read.
    {
      state: 'resolved' as const,
      priorityRank: trusted({ $in: [...priorities.keys()] }),
      activityAt: trusted({ $lte: silentSince }),
      company,
    },
  ];
  for (const filter of filters) {
    const found = database.tickets.find(filter, '_id').lean<Pick<TicketRecord, '_id'>[]>().cursor();
    for await (const { _id } of found) yield _id;
  }
}
