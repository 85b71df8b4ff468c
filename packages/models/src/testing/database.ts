import { randomUUID } from 'node:crypto';
import type { DraftEntry, Side } from '@sportello/core';
import { databaseUrl, uniqueName } from '@sportello/services/testing';
import { type Database, newId, openDatabase } from '../database.ts';
import { migrate } from '../migrations.ts';

/** A database of a test's own, and as many connections to it as the test wants processes. */
export interface TestDatabase {
  readonly name: string;
  /** Opens one more connection, as another process would. */
  open(): Promise<Database>;
  close(): Promise<void>;
}

/** Opens an empty, migrated database. */
export async function openTestDatabase(
  base: string,
): Promise<TestDatabase & { readonly database: Database }> {
  const name = uniqueName(base);
  const opened: Database[] = [];
  const open = async (): Promise<Database> => {
    const database = await openDatabase(databaseUrl(name));
    opened.push(database);
    return database;
  };
  const database = await open();
  await migrate(database);
  return {
    name,
    open,
    database,
    close: async () => {
      await database.connection.dropDatabase();
      await Promise.all(opened.map((one) => one.connection.close()));
    },
  };
}

/** An author of a side. */
export const authorOf = (side: Side, id = newId()): DraftEntry['author'] => ({ id, side });

/** The draft that opens a ticket. */
export function openingOf(number: number, author = authorOf('customer')): DraftEntry {
  return {
    kind: 'opened',
    audience: 'all',
    author,
    key: randomUUID(),
    body: 'Ricevo lo scarto 00404',
    changes: {
      number: [null, number],
      company: [null, newId()],
      requester: [null, author.id],
      title: [null, 'Scarto'],
      requestType: [null, 'assistance'],
      category: [null, 'accounting'],
      subcategory: [null, 'e-invoicing'],
      priority: [null, 'normal'],
      state: [null, 'new'],
      team: [null, 'administration'],
    },
  };
}

/** A public message, or a note. */
export function messageOf(
  body: string,
  author = authorOf('customer'),
  key: string | null = randomUUID(),
): DraftEntry {
  return { kind: 'message', audience: 'all', author, key, body };
}
/** An internal note. */
export function noteOf(
  body: string,
  author = authorOf('staff'),
  key: string | null = randomUUID(),
): DraftEntry {
  return { kind: 'note', audience: 'staff', author, key, body };
}
