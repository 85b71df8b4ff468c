import { describe, expect, it } from 'vitest';
import { quantile, summarise, tableOf } from './figure.ts';

const target = { must: 2, goal: 1 };

describe('what the benchmark tells', () => {
  it('takes medians over the sweeps and says what was met', () => {
    const rows = summarise([3, 1, 2].map((value) => [{ id: 'F8', name: 'search', value, target }]));
    expect(rows).toEqual([
      { id: 'F8', name: 'search', value: 2, min: 1, max: 3, must: 2, goal: 1, met: true },
    ]);
  });

  it('knows figures that must be large', () => {
    const [row] = summarise([
      [{ id: 'F1', name: 'load', value: 0.2, target: { must: 0.25, goal: 0.6, direction: 'at_least' } }],
    ]);
    expect(row?.met).toBe(false);
    expect(tableOf(row ? [row] : [])).toContain('NO');
  });

  it('finds quantiles', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  });
});
