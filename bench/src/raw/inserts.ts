import { MongoClient } from 'mongodb';
import { quantile } from '../figure.ts';

/** What the bare driver reaches with majority and journal. */
export interface RawInserts {
  /** Inserts a second with fifty at once. */
  readonly perSecond: number;
  /** Milliseconds of one insert at a time, median. */
  readonly p50: number;
}

/** Measures bare inserts of documents of the size of a message. */
export async function rawInserts(url: string, milliseconds: number): Promise<RawInserts> {
  const client = await MongoClient.connect(url, { writeConcern: { w: 'majority', j: true } });
  try {
    const collection = client.db('raw').collection('messages');
    const insert = () =>
      collection.insertOne({ thread: Math.random(), seq: 1, body: 'x'.repeat(200), at: Date.now() });
    await insert();
    let done = 0;
    const begun = performance.now();
    const loop = async (): Promise<void> => {
      while (performance.now() - begun < milliseconds) {
        await insert();
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: 50 }, loop));
    const perSecond = (done * 1_000) / (performance.now() - begun);
    const single: number[] = [];
    for (let index = 0; index < 100; index += 1) {
      const at = performance.now();
      await insert();
      single.push(performance.now() - at);
    }
    return { perSecond, p50: quantile(single, 0.5) };
  } finally {
    await client.close();
  }
}
