import type { Readable } from 'node:stream';
import mongoose from 'mongoose';
import type { Database } from './database.ts';

const { GridFSBucket, ObjectId } = mongoose.mongo;

/** Bytes of a piece as it is stored: few enough to pass through memory, many enough that each is worth its journal entry. */
const PIECE = 1024 * 1024;

/** Contents by id, of any size: they pass through in pieces and are never in memory as a whole. */
export class Files {
  readonly #bucket: mongoose.mongo.GridFSBucket;

  /** @param kind what they are: `content` of attachments, or `thumbnail`s of them */
  constructor({ connection }: Database, kind: 'content' | 'thumbnail') {
    if (!connection.db) throw new Error('the database is not open');
    this.#bucket = new GridFSBucket(connection.db, {
      bucketName: kind,
      chunkSizeBytes: PIECE,
      writeConcern: { w: 'majority', journal: true },
    });
  }

  /**
   * Stores a content. When it resolves a majority has journaled all of it; when it throws nothing is left.
   * @param source what throws here stops the writing and is thrown on
   */
  async write(id: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    const stream = this.#bucket.openUploadStreamWithId(new ObjectId(id), id);
    // What goes wrong is told by the piece that it befalls; a second report would end the process.
    stream.on('error', () => undefined);
    const told = (work: (done: (error?: Error | null) => void) => void): Promise<void> =>
      new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
    try {
      // One piece after the other, so that none is on its way any more when they are taken back.
      for await (const piece of source) await told((done) => stream.write(piece, done));
      await told((done) => stream.end(done));
    } catch (error) {
      stream.destroy();
      await this.remove(id);
      throw error;
    }
  }

  /** Reads a content, or the bytes from `start` up to and without `end` of it; an error of the stream when there is none. */
  read(id: string, range?: { readonly start: number; readonly end: number }): Readable {
    return this.#bucket.openDownloadStream(new ObjectId(id), range);
  }

  /** Is there a whole content with this id? */
  async has(id: string): Promise<boolean> {
    const [found] = await this.#bucket.find({ _id: new ObjectId(id) }, { limit: 1 }).toArray();
    return found !== undefined;
  }

  /** Removes a content, also one that was left unfinished. */
  async remove(id: string): Promise<void> {
    await this.#bucket.delete(new ObjectId(id)).catch((error: unknown) => {
      // It takes the pieces first, then complains that there was no whole content.
      if (!(error instanceof Error && /not found/iu.test(error.message))) throw error;
    });
  }
}
