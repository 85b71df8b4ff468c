import { demoArticleSources } from '@sportello/domain';
import { articleDocument, openSearch } from '@sportello/search';
import { type GoldenQuestion, measureQuality, readGolden } from '@sportello/search/golden';
import type { Figure, Sample, Target } from '../figure.ts';
import type { World } from '../world.ts';

/** Milliseconds a question may take: what is found is measured here, not how fast. */
const PATIENCE = 10_000;

const atLeast = (must: number, goal: number): Target => ({ must, goal, direction: 'at_least' });

/** Asks all questions an index that holds the demo's articles alone. */
async function answered(world: World, sets: readonly (readonly GoldenQuestion[])[]) {
  const search = openSearch({
    url: world.meiliUrl,
    key: world.meiliKey,
    prefix: 'golden',
    patience: PATIENCE,
  });
  try {
    await search.ensureIndexes();
    await search.put('articles', demoArticleSources().map(articleDocument));
    return await Promise.all(sets.map((set) => measureQuality(search, set)));
  } finally {
    await search.drop();
  }
}

/** F17: whether people's questions find their article. */
export const golden: Figure = {
  id: 'F17',
  title: 'golden questions',
  measure: async (world) => {
    const [asked, unseen] = await answered(
      world,
      await Promise.all([readGolden('asked'), readGolden('unseen')]),
    );
    if (!asked || !unseen) throw new Error('a set of questions was not asked');
    const rows: Sample[] = [
      {
        id: 'F17',
        name: `recall@3 of ${asked.questions} golden questions`,
        value: asked.recall3,
        target: atLeast(0.9, 0.97),
      },
      {
        id: 'F17.first',
        name: 'recall@1 of the same',
        value: asked.recall1,
        target: atLeast(0.8, 0.92),
      },
      {
        id: 'F17.mrr',
        name: 'mean reciprocal rank of the same',
        value: asked.mrr,
        target: atLeast(0.85, 0.95),
      },
      {
        id: 'F17.unseen',
        name: `recall@3 of ${unseen.questions} questions nobody tuned it for (recall@1 ${unseen.recall1.toFixed(2)}, MRR ${unseen.mrr.toFixed(2)})`,
        value: unseen.recall3,
        target: atLeast(0.85, 0.95),
      },
    ];
    return rows;
  },
};
