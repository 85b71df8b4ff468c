/**
 * `npm test`: everything, in order: what the machine lacks, the checks, the build, the tests on real servers.
 * `--only unit|integration|e2e` and file names narrow it down to those tests. The last line says how many passed.
 */
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './steps/checks.ts';
import { prepareTests } from './steps/prepareTests.ts';
import { step } from './steps/step.ts';
import { runTests } from './steps/vitest.ts';
import { buildIfStale } from './supervisor/build.ts';

const PROJECTS = ['unit', 'integration', 'e2e'];
const root = dirname(import.meta.dirname);
const report = (text: string) => console.log(text);
const started = performance.now();

const { only, files } = readArguments();
const everything = only === undefined && files.length === 0;
const pages = everything || only === 'e2e' || files.some((file) => /e2e|bench|chaos/.test(file));

let problems = 0;
if (only !== 'unit') problems += await problem('what this machine needs', () => prepareTests(pages, report));
if (everything) problems += await check(root);
if (pages) problems += await problem('build', () => buildIfStale(root, report));
const project = only === undefined ? [] : ['--project', only];
// A file that was asked for by name and is not there must not look like success.
const named = files.length === 0 ? [] : ['--passWithNoTests=false', ...files];
const counts = await runTests(root, [...project, ...named]);

const failed = counts.failed + problems;
report(`All in ${((performance.now() - started) / 60_000).toFixed(1)} minutes.`);
report(`${counts.passed} passed, ${failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;

function readArguments(): { only: string | undefined; files: string[] } {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.only !== undefined && !PROJECTS.includes(values.only)) {
    report(`--only takes one of: ${PROJECTS.join(', ')}.`);
    process.exit(2);
  }
  return { only: values.only, files: positionals };
}

/** Runs a step that throws when something is wrong; each such step counts as one failure. */
async function problem(title: string, work: () => Promise<void>): Promise<number> {
  const ok = await step(title, async () => {
    await work();
    return undefined;
  });
  return ok ? 0 : 1;
}
