import { randomUUID } from 'node:crypto';
import { errorStatus, type Refusal, refuse } from '@sportello/core';
import type { Response } from 'express';
import type { Logger } from 'pino';

const serverAway = new Set([
  'MongoNetworkError',
  'MongoServerSelectionError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongooseServerSelectionError',
]);
/** MongoDB codes that mean "not now": elections, shutdowns, write concern or time not met. */
const passingCodes = new Set<unknown>([
  6, 7, 50, 64, 89, 91, 112, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436, 251,
]);

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (serverAway.has(error.name)) return true;
  return 'code' in error && passingCodes.has(error.code);
}

/**
 * Runs a handler and turns whatever it throws into a code: the cause goes to the log under a correlation id, never to
 * whoever asked. A store that does not answer is "not saved yet", which a client repeats with the same key.
 */
export async function answerTo(work: () => Promise<unknown>, log: Logger): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    const correlation = randomUUID();
    log.error({ err: error, correlation }, 'a request failed');
    return isPassing(error)
      ? refuse('store_unavailable', { retryAfter: 1_000, correlation })
      : refuse('internal', { correlation });
  }
}

function isRefusal(answer: unknown): answer is Refusal {
  return (
    typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false && 'code' in answer
  );
}

/** Sends an answer with the status of its class. */
export function sendAnswer(response: Response, answer: unknown): void {
  if (!isRefusal(answer)) {
    response.json(answer);
    return;
  }
  if (answer.retryAfter !== undefined)
    response.setHeader('Retry-After', Math.max(1, Math.ceil(answer.retryAfter / 1_000)));
  response.status(errorStatus[answer.code]).json(answer);
}
