import { mongo } from 'mongoose';
import type { Database } from './database.ts';

/** Collections whose changes ring. */
export const rungCollections = [
  'entries',
  'readers',
  'people',
  'companies',
  'articles',
  'settings',
  'sessions',
  'tombstones',
] as const;
/** See {@link rungCollections}. */
export type RungCollection = (typeof rungCollections)[number];

/** One change: which record, and what it is now (null when it was deleted). */
export interface Ring {
  readonly collection: RungCollection;
  readonly kind: 'insert' | 'update' | 'delete';
  readonly id: string;
  readonly document: unknown;
  /** Top-level fields that an update touched; null where it is not an update. */
  readonly fields: readonly string[] | null;
}

/** What a bell tells. */
export interface BellListener {
  rung(ring: Ring): void;
  /** Changes were missed (the history is gone): everything that was derived must be read again. */
  lost(): void;
}

/** A running bell. */
export interface Bell {
  /** Resolves when the first change can no longer be missed. */
  readonly ready: Promise<void>;
  /** Everything that was committed before this moment has rung: milliseconds of the process's own monotonic clock. */
  readonly toldUntil: number;
  close(): Promise<void>;
}

/** Milliseconds that the database waits for a change before it says that there is none. */
const NEWS_WITHIN = 250;

const isRung = (name: string): name is RungCollection => rungCollections.some((one) => one === name);

/** Entries ring when they are written: a consumer that strikes itself out of `todo` is nobody's news. */
function rings(collections: readonly RungCollection[]): object {
  const whole = collections.filter((name) => name !== 'entries');
  const written = { 'ns.coll': 'entries', operationType: 'insert' };
  return { $or: [{ 'ns.coll': { $in: whole } }, ...(collections.includes('entries') ? [written] : [])] };
}

/**
 * Rings for every committed change of the collections, in commit order, in this process. It survives elections and lost
 * connections by its resume token; where the history is gone it says so and goes on from now.
 */
export function openBell(
  database: Database,
  collections: readonly RungCollection[],
  listener: BellListener,
): Bell {
  let stream: mongo.AbstractCursor<mongo.ChangeStreamDocument> | null = null;
  let toldUntil = Number.NEGATIVE_INFINITY;
  let closed = false;
  let token: unknown = null;
  let startAt: mongo.Timestamp | undefined;
  let isLost = false;
  let markReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });

  const receive = (change: mongo.ChangeStreamDocument): void => {
    if (change.operationType === 'invalidate') throw new HistoryEndedError();
    token = change._id;
    if (!('documentKey' in change) || !('ns' in change) || !('coll' in change.ns) || !isRung(change.ns.coll))
      return;
    const kind =
      change.operationType === 'insert' ? 'insert' : change.operationType === 'delete' ? 'delete' : 'update';
    const document: unknown = 'fullDocument' in change ? (change.fullDocument ?? null) : null;
    listener.rung({
      collection: change.ns.coll,
      kind,
      id: String(change.documentKey._id),
      document,
      fields: fieldsOf(change),
    });
  };

  const open = async (): Promise<void> => {
    while (!closed) {
      try {
        await follow();
      } catch (error) {
        if (closed) return;
        if (isHistoryLost(error)) {
          token = null;
          startAt = undefined;
          isLost = true;
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  };

  const follow = async (): Promise<void> => {
    const { connection } = database;
    const db = connection.getClient().db(connection.name);
    if (token === null) startAt ??= after((await db.command({ ping: 1 }))['operationTime']);
    // From this moment on no change can be missed, whenever the stream itself is there.
    markReady();
    // Told only now: what is read again from here on cannot be outdated by a change that nobody rings for.
    if (isLost) listener.lost();
    isLost = false;
    stream = db.aggregate<mongo.ChangeStreamDocument>(
      [
        {
          $changeStream: {
            fullDocument: 'updateLookup',
            ...(token !== null ? { resumeAfter: token } : startAt && { startAtOperationTime: startAt }),
          },
        },
        { $match: { $or: [rings(collections), { operationType: 'invalidate' }] } },
      ],
      { maxAwaitTimeMS: NEWS_WITHIN },
    );
    try {
      while (!closed) await listen(stream);
    } finally {
      await stream.close().catch(() => undefined);
    }
  };

  /** One question and all of its answer: what was committed before it was asked has rung by then. */
  const listen = async (cursor: mongo.AbstractCursor<mongo.ChangeStreamDocument>): Promise<void> => {
    const askedAt = performance.now();
    const first = await cursor.tryNext();
    if (first) for (const change of [first, ...cursor.readBufferedDocuments()]) receive(change);
    toldUntil = askedAt;
  };

  void open();
  return {
    ready,
    get toldUntil() {
      return toldUntil;
    },
    close: async () => {
      closed = true;
      markReady();
      await stream?.close().catch(() => undefined);
    },
  };
}

/** The next moment of the database's clock: a stream begins with what happened at its start, which is the past here. */
function after(time: mongo.Timestamp): mongo.Timestamp {
  return new mongo.Timestamp({ t: time.getHighBitsUnsigned(), i: time.getLowBitsUnsigned() + 1 });
}

function fieldsOf(change: mongo.ChangeStreamDocument): string[] | null {
  if (change.operationType !== 'update') return null;
  const { updatedFields, removedFields, truncatedArrays } = change.updateDescription;
  const paths = [
    ...Object.keys(updatedFields ?? {}),
    ...(removedFields ?? []),
    ...(truncatedArrays ?? []).map(({ field }) => field),
  ];
  return [...new Set(paths.map((path) => path.split('.')[0] ?? path))];
}

/** The database itself was dropped, for example to be restored: what comes is another history. */
class HistoryEndedError extends Error {
  override readonly name = 'HistoryEndedError';
}

function isHistoryLost(error: unknown): boolean {
  if (error instanceof HistoryEndedError) return true;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  // 286 ChangeStreamHistoryLost, 280 ChangeStreamFatalError, 260 InvalidResumeToken
  return code === 286 || code === 280 || code === 260;
}
