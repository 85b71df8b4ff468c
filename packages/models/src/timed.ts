import { openStates, priorities, type State } from '@sportello/core';
import mongoose from 'mongoose';
import type { Database } from './database.ts';
import type { CompanyRecord } from './schemas/companies.ts';
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

/** A company whose hold is over, and whose tickets have not all been told. */
export interface ResumingCompany {
  readonly company: string;
  /** When its last hold ended. */
  readonly until: number;
  readonly revision: number;
}

/** The companies whose tickets have to be told that their times go on. */
export async function resumingCompanies(database: Database): Promise<ResumingCompany[]> {
  const found = await database.companies
    .find({ resuming: true, hold: null }, 'pastHolds revision')
    .lean<Pick<CompanyRecord, '_id' | 'pastHolds' | 'revision'>[]>();
  return found.map(({ _id, pastHolds, revision }) => ({
    company: _id,
    until: pastHolds?.at(-1)?.to ?? 0,
    revision,
  }));
}

/** The tickets of a company on which a time may run. */
export async function* resumingTickets(database: Database, company: string): AsyncGenerator<string> {
  const found = database.tickets
    .find(
      {
        company,
        state: trusted({ $in: [...openStates] }),
        $or: [{ due: trusted({ $ne: null }) }, { state: 'resolved' }],
      },
      '_id',
    )
    .lean<Pick<TicketRecord, '_id'>[]>()
    .cursor();
  for await (const { _id } of found) yield _id;
}

/** Notes that all of them have been told, unless the company was put under hold again meanwhile. */
export async function noteResumed(database: Database, company: string, revision: number): Promise<void> {
  await database.companies.updateOne({ _id: company, revision }, { $unset: { resuming: true } });
}
