import type { World } from './world.ts';

/** What a figure must reach, and where it is going; `at_most` unless said otherwise. */
export interface Target {
  readonly must: number;
  readonly goal: number;
  readonly direction?: 'at_most' | 'at_least';
}

/** One number of a figure, taken once. */
export interface Sample {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly target: Target;
}

/** Something that is measured: once a sweep. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  measure(world: World): Promise<readonly Sample[]>;
}

/** A number over all sweeps. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly must: number;
  readonly goal: number;
  /** Whether the door was reached. */
  readonly met: boolean;
}

/** The value below which a share of the samples lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Medians with the least and the greatest of each number, in the order they were first measured. */
export function summarise(sweeps: readonly (readonly Sample[])[]): Row[] {
  const byId = new Map<string, Sample[]>();
  for (const sample of sweeps.flat()) byId.set(sample.id, [...(byId.get(sample.id) ?? []), sample]);
  return [...byId.values()].flatMap((samples) => {
    const [first] = samples;
    if (!first) return [];
    const values = samples.map(({ value }) => value);
    const value = quantile(values, 0.5);
    const { must, goal, direction } = first.target;
    const met = direction === 'at_least' ? value >= must : value <= must;
    return [
      {
        id: first.id,
        name: first.name,
        value,
        min: Math.min(...values),
        max: Math.max(...values),
        must,
        goal,
        met,
      },
    ];
  });
}

const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** The rows as a table for people. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.id,
    row.name,
    shown(row.value),
    `${shown(row.min)}–${shown(row.max)}`,
    shown(row.must),
    shown(row.goal),
    row.met ? 'yes' : 'NO',
  ]);
  const all = [['#', 'figure', 'value', 'min–max', 'must', 'goal', 'met'], ...cells];
  const widths = (all[0] ?? []).map((_, column) =>
    Math.max(...all.map((line) => (line[column] ?? '').length)),
  );
  return all
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}
