import type { Meilisearch } from 'meilisearch';
import { type Documents, type IndexName, indexNames } from '../documents.ts';
import type { IndexUid } from '../find.ts';
import { indexSettings } from './settings.ts';
import { settled } from './tasks.ts';
import { putDocuments, type Rejected } from './write.ts';

/** Every document there shall be. */
export type Sources = { readonly [N in IndexName]: AsyncIterable<Documents[N]> };

/** Called while a rebuild goes on. */
export type RebuildProgress = (index: IndexName, done: number) => void;

async function fill<N extends IndexName>(
  client: Meilisearch,
  uid: string,
  name: N,
  source: AsyncIterable<Documents[N]>,
  onProgress: RebuildProgress,
): Promise<Rejected[]> {
  await settled(client.createIndex(uid, { primaryKey: 'id' }));
  const index = client.index(uid);
  await settled(index.updateSettings(indexSettings[name]));
  return putDocuments(index, source, (done) => onProgress(name, done));
}

/** Puts the new indexes in the place of the old ones, all at once. */
async function swap(client: Meilisearch, live: IndexUid, fresh: IndexUid): Promise<void> {
  const { results } = await client.getRawIndexes({ limit: 10_000 });
  const existing = new Set(results.map(({ uid }) => uid));
  // Only existing indexes can be swapped. One task follows the other: nobody sees the empty ones for longer than that.
  for (const uid of indexNames.map(live))
    if (!existing.has(uid)) await client.createIndex(uid, { primaryKey: 'id' });
  await settled(
    client.swapIndexes(indexNames.map((name) => ({ indexes: [live(name), fresh(name)], rename: false }))),
  );
  await Promise.all(indexNames.map((name) => settled(client.deleteIndex(fresh(name)))));
}

/** Names the indexes under construction: each rebuild has its own, so that two at once cannot spoil each other's. */
const underConstruction =
  (live: IndexUid, generation: number): IndexUid =>
  (name) =>
    `${live(name)}_new_${generation.toString(36)}`;

/** Deletes what rebuilds that were cut off have left. */
export async function removeUnfinished(client: Meilisearch, live: IndexUid): Promise<void> {
  const { results } = await client.getRawIndexes({ limit: 10_000 });
  const beginnings = indexNames.map((name) => `${live(name)}_new_`);
  const left = results.filter(({ uid }) => beginnings.some((beginning) => uid.startsWith(beginning)));
  await Promise.all(left.map(({ uid }) => settled(client.deleteIndex(uid))));
}

/**
 * Builds every index anew beside the ones in use, then puts them in their place: whoever searches meanwhile finds what
 * there was.
 * @returns the documents the engine refuses
 */
export async function rebuildIndexes(
  client: Meilisearch,
  live: IndexUid,
  sources: Sources,
  generation: number,
  onProgress: RebuildProgress,
): Promise<Rejected[]> {
  await removeUnfinished(client, live);
  const fresh = underConstruction(live, generation);
  const rejected = [
    ...(await fill(client, fresh('articles'), 'articles', sources.articles, onProgress)),
    ...(await fill(client, fresh('tickets'), 'tickets', sources.tickets, onProgress)),
    ...(await fill(client, fresh('messages'), 'messages', sources.messages, onProgress)),
  ];
  await swap(client, live, fresh);
  return rejected;
}
