import { createHash } from 'node:crypto';
import { type KeyCreation, type Meilisearch, MeilisearchApiError } from 'meilisearch';
import { type IndexName, indexNames } from './documents.ts';
import { SearchUnavailableError } from './errors.ts';

/** What a key is for: searches cannot write, and nothing of ours can touch the engine itself or another's indexes. */
export type KeyPurpose = 'search' | 'indexing';

type Clients = Readonly<Record<KeyPurpose, Meilisearch>>;

/** What the ring of keys is made of. */
export interface KeyRingOptions {
  /** The master key, used for nothing but finding the two others; or a key that somebody has made for us, used for all. */
  readonly given: string;
  /** A client of the engine with a key. */
  readonly connect: (key: string) => Meilisearch;
  readonly uid: (name: IndexName) => string;
  readonly stateUid: string;
}

const actions = {
  search: ['search'],
  indexing: ['indexes.*', 'documents.*', 'settings.*', 'tasks.get', 'stats.get'],
} as const satisfies Record<KeyPurpose, readonly string[]>;

/** The same for everybody who describes the same key: all processes of an installation share it. */
function identityOf(description: object): string {
  const digest = createHash('sha256').update(JSON.stringify(description)).digest('hex');
  const [a, b, c, d, e] = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(13, 16),
    digest.slice(17, 20),
    digest.slice(20, 32),
  ];
  return `${a}-${b}-4${c}-8${d}-${e}`;
}

function codeOf(error: unknown): string | undefined {
  const told = error instanceof MeilisearchApiError || !(error instanceof Error) ? error : error.cause;
  return told instanceof MeilisearchApiError ? told.cause?.code : undefined;
}

/** The key that was given opens no list of keys: it is not the master key, or the engine has none. */
const notTheMaster: readonly (string | undefined)[] = [
  'invalid_api_key',
  'missing_master_key',
  'missing_authorization_header',
];

/**
 * The two keys the application works with: found or made with the master key when they are first needed, and again when
 * the engine does not know them any more, because it was emptied.
 */
export class KeyRing {
  readonly #options: KeyRingOptions;
  #held: Promise<Clients> | null = null;

  constructor(options: KeyRingOptions) {
    this.#options = options;
  }

  /**
   * Does something with the key for it; once more with a new one where the engine does not know the key.
   * @param work what may be done twice
   * @param signal ends the waiting for the keys
   */
  async with<T>(
    purpose: KeyPurpose,
    work: (client: Meilisearch) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const held = this.#clients();
    try {
      return await work((await until(held, signal))[purpose]);
    } catch (error) {
      if (codeOf(error) !== 'invalid_api_key') throw error;
      if (this.#held === held) this.#held = null;
      return work((await until(this.#clients(), signal))[purpose]);
    }
  }

  #clients(): Promise<Clients> {
    if (this.#held) return this.#held;
    const held = this.#find();
    this.#held = held;
    // The engine was away: whoever comes next asks again.
    held.catch(() => {
      if (this.#held === held) this.#held = null;
    });
    return held;
  }

  async #find(): Promise<Clients> {
    const { connect, given } = this.#options;
    const master = connect(given);
    try {
      const [search, indexing] = await Promise.all([
        this.#key(master, 'search'),
        this.#key(master, 'indexing'),
      ]);
      return { search: connect(search), indexing: connect(indexing) };
    } catch (error) {
      if (!notTheMaster.includes(codeOf(error))) throw error;
      return { search: master, indexing: master };
    }
  }

  async #key(master: Meilisearch, purpose: KeyPurpose): Promise<string> {
    const wanted = this.#describe(purpose);
    const found = async (): Promise<string> => (await master.getKey(wanted.uid)).key;
    try {
      return await found();
    } catch (error) {
      if (codeOf(error) !== 'api_key_not_found') throw error;
    }
    try {
      return (await master.createKey(wanted)).key;
    } catch (error) {
      // Another process was faster.
      if (codeOf(error) === 'api_key_already_exists') return found();
      throw error;
    }
  }

  #describe(purpose: KeyPurpose): KeyCreation & { readonly uid: string } {
    const { uid, stateUid } = this.#options;
    const own = indexNames.map(uid);
    const indexes =
      purpose === 'search' ? own : [...own.flatMap((name) => [name, `${name}_new_*`]), stateUid];
    const scope = { actions: [...actions[purpose]], indexes };
    return {
      ...scope,
      uid: identityOf(scope),
      name: `${stateUid.replace(/_state$/u, '')}: ${purpose}`,
      description: 'Made by Sportello for itself; deleted, it is made again.',
      expiresAt: null,
    };
  }
}

/** Waits for something no longer than a signal says; the something goes on. */
function until<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void =>
      reject(new SearchUnavailableError('the search engine did not answer', { cause: signal.reason }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
