import { memoryStore, type OutboxItem, type OutboxStore } from '@sportello/core/client';
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
 * The outbox of a person on this device, in IndexedDB: it survives reload, crash and a session that ends. Where the
 * browser forbids that storage or it is full, what is written lives as long as the page.
 * @param owner person and company: what was written for one company is never sent as another
 */
export function deviceStore(owner: string): OutboxStore {
  const memory = memoryStore();
  let database: Promise<IDBPDatabase<Stored>> | null = null;
  const ready = (): Promise<IDBPDatabase<Stored>> => {
    database ??= open();
    return database;
  };
  const stored = async (): Promise<OutboxItem[]> =>
    (await (await ready()).getAllFromIndex('outbox', 'person', owner)).map(({ item }) => item);
  return {
    load: async () => [...(await stored().catch(() => [])), ...(await memory.load())],
    put: async (item) => {
      try {
        await (await ready()).put('outbox', { person: owner, item });
        await memory.remove(item.key);
      } catch {
        await memory.put(item);
      }
    },
    remove: async (key) => {
      await memory.remove(key);
      await ready()
        .then((open) => open.delete('outbox', key))
        .catch(() => undefined);
    },
  };
}

/** Forgets what a person has not sent from this device, in whichever company. */
export async function forgetStored(person: string): Promise<void> {
  const database = await open();
  const owned = IDBKeyRange.bound(`${person}:`, `${person}:\uffff`);
  for (const key of await database.getAllKeysFromIndex('outbox', 'person', owned))
    await database.delete('outbox', key);
  database.close();
}
