import { memoryStore, type OutboxItem, type OutboxStore } from '@sportello/core/client';

/** The name of the store and of its index of owners. */
const OUTBOX = 'outbox';
const OWNER = 'person';

/** What the store holds: an item, and person and company it was written as. */
interface Stored {
  readonly person: string;
  readonly item: OutboxItem;
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('sportello', 1);
  request.onupgradeneeded = () =>
    request.result.createObjectStore(OUTBOX, { keyPath: 'item.key' }).createIndex(OWNER, OWNER);
  return answered(request);
}

/** Changes the store; done when the change is really kept. */
function change(database: IDBDatabase, act: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(OUTBOX, 'readwrite');
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    act(transaction.objectStore(OUTBOX));
  });
}

const owners = (database: IDBDatabase): IDBIndex =>
  database.transaction(OUTBOX).objectStore(OUTBOX).index(OWNER);

/**
 * The outbox of a person on this device, in IndexedDB: it survives reload, crash and a session that ends. Where the
 * browser forbids that storage or it is full, what is written lives as long as the page.
 * @param owner person and company: what was written for one company is never sent as another
 */
export function deviceStore(owner: string): OutboxStore {
  const memory = memoryStore();
  let database: Promise<IDBDatabase> | null = null;
  const ready = (): Promise<IDBDatabase> => {
    database ??= open();
    return database;
  };
  const stored = async (): Promise<OutboxItem[]> => {
    const found: Stored[] = await answered(owners(await ready()).getAll(owner));
    return found.map(({ item }) => item);
  };
  return {
    load: async () => [...(await stored().catch(() => [])), ...(await memory.load())],
    put: async (item) => {
      try {
        await change(await ready(), (store) => store.put({ person: owner, item } satisfies Stored));
        await memory.remove(item.key);
      } catch {
        await memory.put(item);
      }
    },
    remove: async (key) => {
      await memory.remove(key);
      await ready()
        .then((open) => change(open, (store) => store.delete(key)))
        .catch(() => undefined);
    },
  };
}

/** Forgets what a person has not sent from this device, in whichever company. */
export async function forgetStored(person: string): Promise<void> {
  const database = await open();
  const owned = IDBKeyRange.bound(`${person}:`, `${person}:\uffff`);
  const keys = await answered(owners(database).getAllKeys(owned));
  await change(database, (store) => {
    for (const key of keys) store.delete(key);
  });
  database.close();
}
