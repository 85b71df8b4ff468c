import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** One run of chaos as it is kept: what was promised, in figures. Times in milliseconds. */
const run = z.object({
  at: z.iso.datetime(),
  minutes: z.number(),
  seed: z.number(),
  acknowledged: z.number(),
  lost: z.number(),
  twice: z.number(),
  disordered: z.number(),
  /** Anything else that was wrong. */
  otherwise: z.number(),
  faults: z.number(),
  /** The slowest complete view after a fault; null where one was not whole in time. */
  slowestView: z.number().nullable(),
  verdict: z.enum(['valid', 'invalid', 'unknown']),
});
/** See {@link readLedger}. */
export type RecordedRun = z.output<typeof run>;

/** Where the runs of this product are kept, one line each. */
export const ledgerFile = (root: string): string => join(root, 'chaos', 'ledger.jsonl');

/** Adds a run to the ledger. */
export async function record(root: string, ended: RecordedRun): Promise<void> {
  await appendFile(ledgerFile(root), `${JSON.stringify(ended)}\n`);
}

/**
 * All recorded runs, oldest first; none where there is no ledger.
 * @throws when a line is not a run
 */
export async function readLedger(root: string): Promise<RecordedRun[]> {
  const text = await readFile(ledgerFile(root), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => run.parse(JSON.parse(line)));
}
