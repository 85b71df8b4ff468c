import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { showCommand } from './command.ts';

/** How many tests ended how. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const Assertion = z.object({ status: z.string() });
const Results = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(Assertion) })),
});

/** Runs tests and shows them while they run. `args` are those of vitest: file filters, `--project`. */
export async function runTests(root: string, args: readonly string[]): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-results-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const ok = await showCommand(root, {
      package: 'vitest',
      name: 'vitest',
      args: ['run', ...reporters, ...args],
    });
    return count(await readFile(file, 'utf8').catch(() => undefined), ok);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Counts what vitest wrote. A file that could not even be loaded, and a run that ended badly for another reason, each
 * count as one failure: they must never look like success.
 * @param text the JSON report, if there is one
 * @param ok whether vitest ended well
 */
export function count(text: string | undefined, ok: boolean): Counts {
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const results = Results.parse(JSON.parse(text));
  const broken = results.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  ).length;
  const failed = results.numFailedTests + broken;
  const skipped = results.numPendingTests + results.numTodoTests;
  return { passed: results.numPassedTests, failed: failed === 0 && !ok ? 1 : failed, skipped };
}
