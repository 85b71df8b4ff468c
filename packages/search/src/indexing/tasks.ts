import { type EnqueuedTaskPromise, MeilisearchApiError, MeilisearchError, type Task } from 'meilisearch';
import { RejectedError, SearchUnavailableError } from '../errors.ts';

/** Milliseconds a single task may take: a rebuild of a large index is many tasks. */
const TASK_PATIENCE = 300_000;
const POLL = 20;

const REFUSED_STATUS = new Set([400, 413, 415, 422]);

/** A failure of talking to the engine: the client's own errors, and those of a connection that breaks amid an answer. */
function isOfTheEngine(error: unknown): error is Error {
  return error instanceof MeilisearchError || error instanceof TypeError || error instanceof SyntaxError;
}

/** What went wrong while talking to the engine, as one of our own errors; anything else as it is. */
export function explain(error: unknown): unknown {
  if (!isOfTheEngine(error)) return error;
  if (error instanceof MeilisearchApiError && REFUSED_STATUS.has(error.response.status)) {
    return new RejectedError(error.message, false);
  }
  return new SearchUnavailableError(`the search engine did not answer: ${error.message}`, { cause: error });
}

function outcome(task: Task): void {
  if (task.status === 'succeeded') return;
  const text = task.error?.message ?? `the task was ${task.status}`;
  if (task.error?.type === 'invalid_request') throw new RejectedError(text, false);
  if (task.error?.code === 'internal') throw new RejectedError(text, true);
  throw new SearchUnavailableError(text);
}

/**
 * Waits until the engine has done what it was asked: an accepted task may still fail.
 * @throws RejectedError when it refuses what was sent; nothing changed
 * @throws SearchUnavailableError when it is away or cannot do it now
 */
export async function settled(enqueued: EnqueuedTaskPromise): Promise<void> {
  let task: Task;
  try {
    task = await enqueued.waitTask({ timeout: TASK_PATIENCE, interval: POLL });
  } catch (error) {
    throw explain(error);
  }
  outcome(task);
}
