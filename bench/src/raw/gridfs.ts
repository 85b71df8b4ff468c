import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GridFSBucket, MongoClient } from 'mongodb';

/** Copies files into the database with the bare driver. */
export interface RawCopies {
  /** Copies a content and answers the milliseconds that it took. */
  copy(content: Buffer): Promise<number>;
  close(): Promise<void>;
}

/** Opens the bare driver, with majority and journal and otherwise as it comes. */
export async function rawCopies(url: string): Promise<RawCopies> {
  const client = await MongoClient.connect(url);
  const bucket = new GridFSBucket(client.db(), { writeConcern: { w: 'majority', journal: true } });
  return {
    copy: async (content) => {
      const at = performance.now();
      await pipeline(Readable.from(pieces(content)), bucket.openUploadStream('copy'));
      return performance.now() - at;
    },
    close: async () => {
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

/** As a file or a socket would give them. */
function* pieces(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
}
