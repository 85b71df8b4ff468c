import type { Meilisearch } from 'meilisearch';
import { type Documents, type IndexName, indexNames } from '../documents.ts';
import { SearchUnavailableError } from '../errors.ts';
import type { IndexUid } from '../find.ts';
import { indexSettings } from './settings.ts';
import { settled } from './tasks.ts';
import { putDocuments, type Rejected, type SendDocuments } from './write.ts';

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
  const send: SendDocuments = (some) => settled(index.addDocuments([...some], { primaryKey: 'id' }));
  return putDocuments(send, source, (done) => onProgress(name, done));
}

/** When each index was made: that goes along with an index whatever its name. */
async function births(client: Meilisearch): Promise<Map<string, string>> {
  const { results } = await client.getRawIndexes({ limit: 10_000 });
  return new Map(results.map(({ uid, createdAt }) => [uid, String(createdAt)]));
}

/** Puts the new indexes in the place of the old ones, all at once. */
async function swap(client: Meilisearch, live: IndexUid, fresh: IndexUid): Promise<void> {
  const before = await births(client);
  // Only existing indexes can be swapped. One task follows the other: nobody sees the empty ones for longer than that.
  for (const uid of indexNames.map(live))
    if (!before.has(uid)) await client.createIndex(uid, { primaryKey: 'id' });
  await client.swapIndexes(indexNames.map((name) => ({ indexes: [live(name), fresh(name)], rename: false })));
  // How a swap went is told to the master key alone; but what is asked of one of its indexes waits for it.
  await settled(client.index(live('articles')).deleteDocuments(['none']));
  const after = await births(client);
  const isDone = indexNames.every((name) => {
    const born = before.get(fresh(name));
    return born !== undefined && after.get(live(name)) === born;
  });
  if (!isDone) throw new SearchUnavailableError('the rebuilt indexes did not take their place');
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
 * there was. What earlier ones have left is to be removed before.
 * @returns the documents the engine refuses
 */
export async function rebuildIndexes(
  client: Meilisearch,
  live: IndexUid,
  sources: Sources,
  generation: number,
  onProgress: RebuildProgress,
): Promise<Rejected[]> {
  const fresh = underConstruction(live, generation);
  const rejected = [
    ...(await fill(client, fresh('articles'), 'articles', sources.articles, onProgress)),
    ...(await fill(client, fresh('tickets'), 'tickets', sources.tickets, onProgress)),
    ...(await fill(client, fresh('messages'), 'messages', sources.messages, onProgress)),
  ];
  await swap(client, live, fresh);
  return rejected;
}
