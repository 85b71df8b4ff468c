import { setTimeout as pause } from 'node:timers/promises';
import { type Principal, searchSections, ticketScope } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import { isIndexWhole, rebuildIndex } from '@sportello/domain';
import { queriesOf } from '@sportello/search';
import { Meilisearch } from 'meilisearch';
import { type Figure, quantile } from '../figure.ts';
import type { World } from '../world.ts';
import { nameOfSized, withTickets } from './size.ts';

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

/** Times everything is typed; the first time warms up both sides alike. */
const ROUNDS = 4;
/** Milliseconds between two keystrokes: a quick typist, whom the server's door for floods lets pass. */
const KEY_EVERY = 60;
/** An operator of whom only the rights matter. */
const operator: Principal = {
  person: '0'.repeat(24),
  side: 'staff',
  role: 'operator',
  company: null,
  teams: [],
};

type Asking = (q: string) => Promise<unknown>;

/** Our server, as the page asks it. */
function throughUs(client: SportelloClient): Asking {
  return async (q) => {
    const answer = await client.query('search', { q });
    if (!answer.ok) throw new Error(`“${q}” was refused: ${answer.code}`);
    if (answer.data.engine !== 'meilisearch') throw new Error(`the engine did not answer “${q}” in time`);
  };
}

/** The engine alone: what our server asks it – the same questions at once, filtered and marked – and nothing around it. */
function bareEngine(world: World, prefix: string): Asking {
  const engine = new Meilisearch({
    host: world.meiliUrl,
    apiKey: world.meiliKey,
    requestInit: { headers: { 'accept-encoding': 'identity' } },
  });
  const request = {
    sections: searchSections,
    limit: 6,
    locale: 'it',
    scope: ticketScope(operator, 'ticket.read'),
    side: operator.side,
    articles: { kind: 'staff' },
  } as const;
  return (q) =>
    engine.multiSearch({ queries: queriesOf({ ...request, q }, q, (name) => `${prefix}_${name}`) });
}

async function taken(ask: Asking, q: string): Promise<number> {
  const at = performance.now();
  await ask(q);
  return performance.now() - at;
}

/** Has everything of a large installation indexed, once; answers how many entries there are to be found. */
async function indexed(world: World): Promise<number> {
  const { installation } = await withTickets(world, world.scale.tickets);
  const { database, search } = installation;
  if (!(await isIndexWhole(database, search))) await rebuildIndex(database, search, () => undefined);
  return database.entries.countDocuments({ kind: 'message' });
}

/** Milliseconds each question took through our server and the bare engine. */
async function sideBySide(
  world: World,
  name: string,
  url: string,
): Promise<{ ours: number[]; bare: number[] }> {
  const client = await world.client('luca@nordest.example', url);
  const [us, engine] = [throughUs(client), bareEngine(world, name)];
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [nth, q] of keystrokes.entries()) {
      // Whoever asks second finds the engine's pages warm: they take turns.
      const isOursFirst = (nth + round) % 2 === 0;
      const first = await taken(isOursFirst ? us : engine, q);
      const second = await taken(isOursFirst ? engine : us, q);
      await pause(KEY_EVERY);
      if (round === 0) continue;
      ours.push(isOursFirst ? first : second);
      bare.push(isOursFirst ? second : first);
    }
  client.close();
  return { ours, bare };
}

/** F8: a keystroke through our server beside the bare engine. */
export const searching: Figure = {
  id: 'F8',
  title: 'search',
  measure: async (world) => {
    const messages = await indexed(world);
    const name = nameOfSized(world.scale.tickets);
    const { ours, bare } = await world.withNode(name, (url) => sideBySide(world, name, url));
    const [mine, raw] = [quantile(ours, 0.95), quantile(bare, 0.95)];
    return [
      {
        id: 'F8',
        name: `keystroke → answer among ${messages} messages, p95 (${mine.toFixed(1)} ms) ÷ bare engine, same questions (${raw.toFixed(1)} ms)`,
        value: mine / raw,
        target: { must: 2, goal: 1.3 },
      },
    ];
  },
};
