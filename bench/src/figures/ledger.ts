import { readLedger } from '@sportello/chaos/ledger';
import type { Figure } from '../figure.ts';

/** The slowest view is that of the newest runs: what was slow once and is mended counts no more; a lost message always does. */
const NEWEST = 3;

/** F15: what all recorded runs of chaos came to. Nothing is measured here; `npm run chaos -- --record` adds a run. */
export const recordedChaos: Figure = {
  id: 'F15',
  title: 'recorded runs of chaos',
  measure: async ({ root }) => {
    const runs = await readLedger(root);
    if (runs.length === 0) throw new Error('no run was recorded: npm run chaos -- --record');
    const acknowledged = runs.reduce((sum, one) => sum + one.acknowledged, 0);
    const wrong = runs.reduce((sum, { lost, twice, disordered }) => sum + lost + twice + disordered, 0);
    const slowest = Math.max(
      ...runs.slice(-NEWEST).map(({ slowestView }) => slowestView ?? Number.POSITIVE_INFINITY),
    );
    return [
      {
        id: 'F15',
        name: `lost, twice or out of order of ${acknowledged} messages acknowledged in ${runs.length} runs`,
        value: wrong,
        target: { must: 0, goal: 0 },
      },
      {
        id: 'F15.view',
        name: `slowest complete view after a fault in the newest ${Math.min(NEWEST, runs.length)} runs, s`,
        value: slowest / 1_000,
        target: { must: 15, goal: 5 },
      },
    ];
  },
};
