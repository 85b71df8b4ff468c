import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Figure, type Row, type Sample, summarise, tableOf } from './figure.ts';
import { idle, storm } from './figures/connections.ts';
import { golden } from './figures/golden.ts';
import { recordedChaos } from './figures/ledger.ts';
import { delivery, frugal, sustained } from './figures/messages.ts';
import { input, page } from './figures/pages.ts';
import { searching } from './figures/search.ts';
import { bigList, closeSized, longThread } from './figures/size.ts';
import { starting } from './figures/starting.ts';
import { uploading } from './figures/uploads.ts';
import { openWorld, scales } from './world.ts';

const figures: readonly Figure[] = [
  sustained,
  delivery,
  frugal,
  longThread,
  bigList,
  searching,
  golden,
  idle,
  storm,
  page,
  input,
  starting,
  uploading,
  recordedChaos,
];

/** Sweeps over every figure; medians are shown. */
const SWEEPS = 3;

/** Figures by what was asked for: their number (`F8`), or all. F3, F4 and F11 are taken with F2 and F1. */
function chosen(names: readonly string[]): readonly Figure[] {
  const takenWith: Readonly<Record<string, string>> = { F3: 'F2', F4: 'F1', F11: 'F1' };
  const wanted = new Set(names.map((name) => takenWith[name.toUpperCase()] ?? name.toUpperCase()));
  return wanted.size === 0 ? figures : figures.filter(({ id }) => wanted.has(id));
}

/**
 * Measures and prints: `npm run bench [-- NAME …] [--json FILE] [--full] [--sweeps N]`.
 * @param root the top folder of the product, built
 * @returns the exit code: 0 when everything could be measured; nothing is asserted
 */
export async function main(
  root: string,
  args: readonly string[],
  report: (text: string) => void,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'string' }, full: { type: 'boolean' }, sweeps: { type: 'string' } },
  });
  const wanted = chosen(positionals);
  if (wanted.length === 0) {
    report(`There is no such figure. Say some of: ${figures.map(({ id }) => id).join(', ')}.`);
    return 2;
  }
  const world = await openWorld(root, scales[values.full ? 'full' : 'quick'], report);
  const sweeps: Sample[][] = [];
  const failed = new Set<string>();
  try {
    for (let sweep = 1; sweep <= Number(values.sweeps ?? SWEEPS); sweep += 1) {
      const samples: Sample[] = [];
      for (const figure of wanted) {
        report(`Sweep ${sweep}: ${figure.title}`);
        try {
          samples.push(...(await figure.measure(world)));
        } catch (error) {
          failed.add(figure.id);
          report(
            `${figure.id} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
      }
      sweeps.push(samples);
    }
  } finally {
    await closeSized(world);
    await world.close();
  }
  const rows: Row[] = summarise(sweeps);
  report(tableOf(rows));
  if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  return failed.size === 0 ? 0 : 1;
}
