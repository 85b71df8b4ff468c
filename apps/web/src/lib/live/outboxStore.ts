import type { OutboxItem, OutboxStore } from '@sportello/core/client';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

interface Stored extends DBSchema {
  outbox: { key: string; value: { person: string; item: OutboxItem }; indexes: { person: string } };
}

function open(): Promise<IDBPDatabase<Stored>> {
  return openDB<Stored>('sportello', 1, {
    upgrade: (database) => {
      database.createObjectStore('outbox', { keyPath: 'item.key' }).createIndex('person', 'person');
    },
  });
}

/**
 * The outbox of a person on this device, in IndexedDB: it survives reload, crash and a session that ends.
 * @param owner person and company: what was written for one company is never sent as another
 */
export function deviceStore(owner: string): OutboxStore {
  let database: Promise<IDBPDatabase<Stored>> | null = null;
  const ready = (): Promise<IDBPDatabase<Stored>> => {
    database ??= open();
    return database;
  };
  return {
    load: async () => (await (await ready()).getAllFromIndex('outbox', 'person', owner)).map(({ item }) => item),
    put: async (item) => void (await (await ready()).put('outbox', { person: owner, item })),
    remove: async (key) => (await ready()).delete('outbox', key),
  };
}
