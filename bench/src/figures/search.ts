import { Meilisearch } from 'meilisearch';
import { type Figure, quantile } from '../figure.ts';

const questions = [
  'fattura scartata',
  'cedolino',
  'stampa ddt',
  'iva ottobre',
  'backup',
  'tablet agenti',
  'pa310',
  'numerazione',
  'password',
  'liquidazione iva',
];
/** What somebody types who goes on typing: every keystroke asks. */
const keystrokes = questions.flatMap((question) =>
  Array.from({ length: question.length - 1 }, (_, index) => question.slice(0, index + 2)),
);

/** F8: a keystroke through our server beside the bare engine. */
export const searching: Figure = {
  id: 'F8',
  title: 'search',
  measure: async (world) => {
    const client = await world.client('luca@nordest.example');
    const engine = new Meilisearch({
      host: world.meiliUrl,
      apiKey: world.meiliKey,
      requestInit: { headers: { 'accept-encoding': 'identity' } },
    });
    const ours: number[] = [];
    const bare: number[] = [];
    for (const q of keystrokes) {
      let at = performance.now();
      const answer = await client.query('search', { q });
      ours.push(performance.now() - at);
      if (!answer.ok || answer.data.engine !== 'meilisearch')
        throw new Error('the search engine did not answer');
      at = performance.now();
      // The same three sections, without rights and without reading the hits again.
      await engine.multiSearch({
        queries: ['articles', 'tickets', 'messages'].map((name) => ({
          indexUid: `sportello_${name}`,
          q,
          limit: 6,
        })),
      });
      bare.push(performance.now() - at);
    }
    client.close();
    const [mine, raw] = [quantile(ours, 0.95), quantile(bare, 0.95)];
    return [
      {
        id: 'F8',
        name: `keystroke → answer p95 (${mine.toFixed(1)} ms) ÷ bare engine (${raw.toFixed(1)} ms)`,
        value: mine / raw,
        target: { must: 2, goal: 1.3 },
      },
    ];
  },
};
