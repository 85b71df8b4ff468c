import { RejectedError, SearchUnavailableError } from '../errors.ts';

/** A document the engine refuses. */
export interface Rejected {
  readonly id: string;
  readonly reason: string;
}

type Identified = { readonly id: string };

/** Documents of a task: large enough that its fixed cost does not matter. */
const BATCH = 5_000;
/** UTF-16 code units of a task: the engine limits the size of a request. */
const BATCH_SIZE = 20_000_000;

const STORABLE_ID = /^[A-Za-z0-9_-]{1,500}$/;

/** Sends documents and waits until the engine has them; may be repeated. */
export type SendDocuments = (documents: readonly { readonly id: string }[]) => Promise<void>;

async function add(send: SendDocuments, documents: readonly Identified[]): Promise<RejectedError | null> {
  try {
    await send(documents);
    return null;
  } catch (error) {
    if (error instanceof RejectedError) return error;
    throw error;
  }
}

/** Halves a refused batch until the culprits stand alone; everything else is indexed. */
async function addInParts(send: SendDocuments, documents: readonly Identified[]): Promise<Rejected[]> {
  const refusal = await add(send, documents);
  if (!refusal) return [];
  const [only, ...others] = documents;
  if (!only) return [];
  if (others.length === 0) return [{ id: only.id, reason: refusal.message }];
  const middle = Math.ceil(documents.length / 2);
  const first = await addInParts(send, documents.slice(0, middle));
  const second = await addInParts(send, documents.slice(middle));
  const rejected = [...first, ...second];
  // Not one of them passes and the engine blames itself: it is ill, not they.
  if (refusal.isInternal && rejected.length === documents.length)
    throw new SearchUnavailableError(refusal.message);
  return rejected;
}

async function putBatch(send: SendDocuments, documents: readonly Identified[]): Promise<Rejected[]> {
  const good = documents.filter(({ id }) => STORABLE_ID.test(id));
  const bad = documents
    .filter(({ id }) => !STORABLE_ID.test(id))
    .map(({ id }) => ({ id, reason: 'the id cannot be stored' }));
  return good.length === 0 ? bad : [...bad, ...(await addInParts(send, good))];
}

async function* inBatches(
  documents: Iterable<Identified> | AsyncIterable<Identified>,
): AsyncGenerator<Identified[]> {
  let batch: Identified[] = [];
  let size = 0;
  for await (const document of documents) {
    batch.push(document);
    size += JSON.stringify(document).length;
    if (batch.length < BATCH && size < BATCH_SIZE) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Puts documents into an index, replacing those with the same ids, and waits until they can be found.
 * @param onProgress told how many are done, batch by batch
 * @returns those the engine refuses; one bad document does not stop the others
 * @throws SearchUnavailableError when the engine is away
 */
export async function putDocuments(
  send: SendDocuments,
  documents: Iterable<Identified> | AsyncIterable<Identified>,
  onProgress: (done: number) => void = () => undefined,
): Promise<Rejected[]> {
  const rejected: Rejected[] = [];
  let done = 0;
  for await (const batch of inBatches(documents)) {
    rejected.push(...(await putBatch(send, batch)));
    done += batch.length;
    onProgress(done);
  }
  return rejected;
}
