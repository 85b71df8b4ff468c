import { type Meilisearch, MeilisearchApiError } from 'meilisearch';
import * as z from 'zod/mini';
import { type IndexName, indexNames } from '../documents.ts';
import type { IndexUid } from '../find.ts';
import { fingerprint, indexSettings, SHAPE } from './settings.ts';
import { settled } from './tasks.ts';

const stateSchema = z.object({
  /** Which rebuild the indexes come from; null when none was ever finished. */
  generation: z.nullable(z.number()),
  shape: z.number(),
  settings: z.record(z.string(), z.string()),
});
/** What the engine remembers of the installation's indexes. */
export type IndexState = z.output<typeof stateSchema>;

const DOCUMENT = 'state';

/** Reads the state; null when the engine knows nothing of this installation: it is new, or was emptied. */
export async function readState(client: Meilisearch, uid: string): Promise<IndexState | null> {
  try {
    const read = stateSchema.safeParse(await client.index(uid).getDocument(DOCUMENT));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof MeilisearchApiError && error.response.status === 404) return null;
    throw error;
  }
}

/** Records that the indexes come from a rebuild and have the settings of this version. */
export async function writeState(client: Meilisearch, uid: string, generation: number | null): Promise<void> {
  const settings = Object.fromEntries(indexNames.map((name) => [name, fingerprint(name)]));
  await settled(
    client
      .index(uid)
      .addDocuments([{ id: DOCUMENT, generation, shape: SHAPE, settings }], { primaryKey: 'id' }),
  );
}

async function ensureIndex(
  client: Meilisearch,
  uid: string,
  name: IndexName,
  exists: boolean,
): Promise<void> {
  if (!exists) await settled(client.createIndex(uid, { primaryKey: 'id' }));
  await settled(client.index(uid).updateSettings(indexSettings[name]));
}

/** Creates the indexes that are missing and applies the settings that changed, once. */
export async function ensureIndexes(client: Meilisearch, uid: IndexUid, stateUid: string): Promise<void> {
  const state = await readState(client, stateUid);
  const { results } = await client.getRawIndexes({ limit: 10_000 });
  const existing = new Set(results.map((index) => index.uid));
  const due = indexNames.filter(
    (name) => !existing.has(uid(name)) || state?.settings[name] !== fingerprint(name),
  );
  if (due.length === 0) return;
  for (const name of due) await ensureIndex(client, uid(name), name, existing.has(uid(name)));
  // An index that was missing holds nothing yet: whoever looks after it must rebuild.
  const isWhole = indexNames.every((name) => existing.has(uid(name)));
  await writeState(client, stateUid, isWhole ? (state?.generation ?? null) : null);
}
