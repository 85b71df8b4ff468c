/**
 * `npm run chaos`: the whole product under load while everything is killed, paused, cut and delayed, and a judgement over
 * what everybody saw. Exit code 0: valid, 1: invalid, 2: it proved nothing.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { check, defaultThresholds, type Thresholds } from './checker/check.ts';
import { parseHistory } from './history/records.ts';
import { record } from './ledger.ts';
import { faultKinds } from './nemesis/faults.ts';
import { runChaos } from './run.ts';
import type { StormResult } from './storm.ts';
import { exitCode, figuresOf, summarise } from './summary.ts';

/**
 * Part of the grace that the harness itself may be late. Nothing else of the judgement depends on its clock: everything
 * but the end of a right is judged by numbers and keys.
 */
const MOST_LAG = 1 / 2;

const optional = z.coerce.number().positive();
const options = z.object({
  minutes: optional.default(3),
  seed: z.coerce
    .number()
    .int()
    .default(() => Math.floor(Math.random() * 1e6)),
  nodes: optional.int().max(9).default(2),
  faults: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(faultKinds)))
    .optional(),
  history: z.string().optional(),
  check: z.string().optional(),
});
/** Switches. */
const switches = { record: { type: 'boolean' } } as const;

/** Thresholds may be set from outside: `OPT='{"minAcks":15000,"minFaults":12}'`. */
const thresholds = z.object({ minAcks: z.number(), minFaults: z.number(), grace: z.number() }).partial();

function ownThresholds(): Partial<Thresholds> {
  const { minAcks, minFaults, grace } = thresholds.parse(JSON.parse(process.env['OPT'] ?? '{}'));
  return {
    ...(minAcks !== undefined && { minAcks }),
    ...(minFaults !== undefined && { minFaults }),
    ...(grace !== undefined && { grace }),
  };
}

/**
 * Runs what the command line asks for.
 * @param root the product's top folder, built
 * @returns the exit code
 */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...switches,
      ...Object.fromEntries(Object.keys(options.shape).map((name) => [name, { type: 'string' as const }])),
    },
  });
  const asked = options.parse(values);
  const begun = performance.now();
  const report = (text: string) =>
    console.log(`${((performance.now() - begun) / 1_000).toFixed(1).padStart(6)}  ${text}`);
  if (asked.check !== undefined) return judge(asked.check, report);
  const { minutes, seed, nodes, faults, history } = asked;
  const result = await runChaos({
    root,
    minutes,
    seed,
    nodes,
    thresholds: ownThresholds(),
    report,
    ...(faults && { faults }),
    ...(history !== undefined && { history }),
  });
  const judged = withOwnDoubt(result);
  console.log(summarise(judged));
  if (values.record)
    await record(root, { at: new Date().toISOString(), minutes, seed, ...figuresOf(judged) });
  return exitCode(judged);
}

/** Says so where the harness itself was so late that what it measured means little. */
function withOwnDoubt(result: StormResult): StormResult {
  const { verdict, lag, grace } = result;
  if (lag <= grace * MOST_LAG) return result;
  const doubt = `the harness was late by ${Math.round(lag)} ms: what it measured is sick`;
  const valid = verdict.valid === 'valid' ? 'unknown' : verdict.valid;
  return { ...result, verdict: { ...verdict, valid, doubts: [...verdict.doubts, doubt] } };
}

/** Judges a history that was written before. */
async function judge(file: string, report: (text: string) => void): Promise<number> {
  const verdict = check(parseHistory(await readFile(file, 'utf8')), {
    ...defaultThresholds,
    ...ownThresholds(),
  });
  for (const { kind, text } of verdict.violations) report(`${kind}: ${text}`);
  for (const doubt of verdict.doubts) report(`Doubt: ${doubt}.`);
  report(`This run is ${verdict.valid}.`);
  return { valid: 0, invalid: 1, unknown: 2 }[verdict.valid];
}
