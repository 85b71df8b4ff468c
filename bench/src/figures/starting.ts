import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@sportello/services';
import type { Figure } from '../figure.ts';

/** Milliseconds from `npm start` to its ready line; then it is ended. */
async function startOnce(root: string, dataDir: string, port: number): Promise<number> {
  const at = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port) },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ready = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (words: Buffer) => {
      if (String(words).includes(`http://localhost:${port}`)) resolve(performance.now() - at);
    });
    child.once('exit', () => reject(new Error('npm start ended before it was ready')));
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid) process.kill(-child.pid, 'SIGINT');
  await gone;
  return ready;
}

/** F14: the second start. The first one, with empty caches, is measured by whoever has them. */
export const starting: Figure = {
  id: 'F14',
  title: 'start',
  measure: async (world) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sportello-start-'));
    try {
      const port = await freePort();
      const first = await startOnce(world.root, dataDir, port);
      const second = await startOnce(world.root, dataDir, port);
      return [
        {
          id: 'F14',
          name: 'npm start to ready, second time, s',
          value: second / 1_000,
          target: { must: 5, goal: 2 },
        },
        {
          id: 'F14.demo',
          name: 'npm start to ready on an empty folder, installed and built, s',
          value: first / 1_000,
          target: { must: 180, goal: 90 },
        },
      ];
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
