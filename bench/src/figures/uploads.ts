import { randomBytes } from 'node:crypto';
import { uploaded } from '@sportello/core';
import { readAnswer } from '@sportello/core/client';
import { type Figure, quantile } from '../figure.ts';
import { rawCopies } from '../raw/gridfs.ts';
import type { World } from '../world.ts';

/** Bytes of the file: what an installation allows as it comes. */
const SIZE = 25 * 1024 * 1024;
/** Times it is sent each way, in turns, after once to warm up; few enough that all of them may wait to be sent. */
const ROUNDS = 5;

/** Uploads as the page does. */
async function upload(world: World, cookie: string, content: Buffer): Promise<number> {
  const at = performance.now();
  const response = await fetch(new URL('/api/attachments', world.app.url), {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/octet-stream', 'x-file-name': 'copia.bin' },
    body: new Uint8Array(content),
  });
  const answer = readAnswer(uploaded, await response.json());
  if (!answer.ok) throw new Error(`the upload was refused: ${answer.code}`);
  return performance.now() - at;
}

/** F16: what an upload costs beside a plain copy into the database. */
export const uploading: Figure = {
  id: 'F16',
  title: 'uploads',
  measure: async (world) => {
    const content = randomBytes(SIZE);
    const cookie = await world.cookie('marco@rossi.example');
    const bare = await rawCopies(world.databaseUrl('copies'));
    const [ours, raw]: [number[], number[]] = [[], []];
    try {
      for (let round = 0; round <= ROUNDS; round += 1) {
        const [one, other] = [await upload(world, cookie, content), await bare.copy(content)];
        if (round === 0) continue;
        ours.push(one);
        raw.push(other);
      }
    } finally {
      await bare.close();
    }
    const [mine, plain] = [quantile(ours, 0.5), quantile(raw, 0.5)];
    return [
      {
        id: 'F16',
        name: `upload of 25 MB (${mine.toFixed(0)} ms) ÷ plain copy to GridFS (${plain.toFixed(0)} ms), p50`,
        value: mine / plain,
        target: { must: 1.2, goal: 1 },
      },
    ];
  },
};
