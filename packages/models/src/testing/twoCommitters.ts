import { fold, type Ticket } from '@sportello/core';
import { expect } from 'vitest';
import { Committer } from '../commit.ts';
import { type Database, newId } from '../database.ts';
import { entriesAfter, findTicket } from '../log.ts';
import { openingOf, openTestDatabase } from './database.ts';

/** Two processes that commit on one database. */
export interface TwoCommitters {
  readonly database: Database;
  readonly one: Committer;
  readonly other: Committer;
  /** Opens a ticket by the first process and answers its id. */
  openTicket(): Promise<string>;
  /** All entries of a ticket. */
  logOf(ticket: string): ReturnType<typeof entriesAfter>;
  /** What must always hold: numbers without holes on both sides, and a ticket that is the fold of its log. */
  expectSound(ticket: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens two processes on a database of their own.
 * @param name names the database; unique in the test run
 */
export async function openTwoCommitters(name: string): Promise<TwoCommitters> {
  const { database, open, close } = await openTestDatabase(name);
  const one = new Committer(database, Date.now);
  let number = 1_000;
  const logOf = (ticket: string) => entriesAfter(database, ticket, 'staff', 0, 1_000);
  return {
    database,
    one,
    other: new Committer(await open(), Date.now),
    logOf,
    close,
    openTicket: async () => {
      const id = newId();
      number += 1;
      const draft = openingOf(number);
      const opened = await one.commit(id, () => ({ drafts: [draft] }));
      if (!opened.ok) throw new Error(opened.code);
      return id;
    },
    expectSound: async (ticket) => {
      const log = await logOf(ticket);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
      const pubs = log.flatMap(({ pub }) => pub ?? []);
      expect(pubs).toEqual(pubs.map((_, index) => index + 1));
      expect(await findTicket(database, ticket)).toEqual(log.reduce<Ticket | null>(fold, null));
    },
  };
}
