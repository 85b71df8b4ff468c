import { type ListQuery, listQuery } from '@sportello/core';
import {
  ask,
  type Context,
  type Installation,
  loadCast,
  loadLarge,
  openInstallation,
} from '@sportello/domain';
import { delays, openTicket } from '../conversation.ts';
import { type Figure, quantile, type Sample } from '../figure.ts';
import type { World } from '../world.ts';

async function installationOn(world: World, name: string): Promise<Installation> {
  return openInstallation({
    mongoUrl: world.databaseUrl(name),
    meiliUrl: world.meiliUrl,
    meiliKey: world.meiliKey,
    searchPrefix: name,
    secret: 'a-secret-of-the-benchmark-that-is-long-enough',
    origin: 'http://localhost',
    demo: true,
  });
}

const queries: readonly ListQuery[] = [
  { view: 'open' },
  { view: 'all', sort: 'created' },
  { view: 'unassigned' },
  { view: 'mine', sort: 'priority' },
  { view: 'closed' },
  { view: 'open', priority: 'high' },
  { view: 'all', category: 'payroll' },
].map((query) => listQuery.parse(query));

const DAY = 24 * 60 * 60 * 1_000;

/** Median milliseconds of a list of fifty, over several queries. */
async function listTime(
  { installation, context }: Sized,
  some: readonly ListQuery[] = queries,
): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    for (const query of some) {
      const at = performance.now();
      const answer = await ask(installation, context, 'list', query);
      if (!answer.ok) throw new Error(`a list was refused: ${answer.code}`);
      if (round > 1) taken.push(performance.now() - at);
    }
  }
  return quantile(taken, 0.5);
}

/** Filters in combination, each with an operator, a requester and days that there are. */
async function combinations({ installation }: Sized): Promise<readonly ListQuery[]> {
  const some = await installation.database.tickets.findOne({ state: 'closed' }).sort({ number: -1 }).lean();
  if (!some?.operator) throw new Error('nothing was closed');
  const { operator, requester, openedAt, category, subcategory, requestType, number } = some;
  const week = { from: openedAt - 7 * DAY, to: openedAt + 7 * DAY };
  return [
    { view: 'all', category, priority: 'high' },
    { view: 'closed', category, subcategory, requestType, sort: 'created-asc' },
    { view: 'all', operator, category, sort: 'priority' },
    { view: 'all', operator, ...week },
    { view: 'closed', state: 'closed', requestType, priority: 'low', ...week },
    { view: 'all', requester, sort: 'created' },
    { view: 'all', requester, operator, category, priority: 'normal', sort: 'activity-asc' },
    { view: 'open', requestType: 'appointment', sort: 'priority-asc' },
    { view: 'all', from: openedAt - 30 * DAY, sort: 'activity-asc' },
    { view: 'all', to: openedAt - 180 * DAY },
    { view: 'closed', category, from: openedAt - 210 * DAY, to: openedAt - 180 * DAY, sort: 'priority' },
    { view: 'all', number },
  ].map((query) => listQuery.parse(query));
}

/** Rounds in which a narrowed list and the one without filters take turns; the first two warm both up. */
const TURNS = 32;

/** Median milliseconds of a narrowed list and of the one without filters, asked for in turns. */
async function besidePlain({ installation, context }: Sized, query: ListQuery) {
  const plain = listQuery.parse({ view: 'all' });
  const taken = { narrowed: [] as number[], plain: [] as number[] };
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [which, one] of [['narrowed', query] as const, ['plain', plain] as const]) {
      const at = performance.now();
      const answer = await ask(installation, context, 'list', one);
      if (!answer.ok) throw new Error(`a list was refused: ${answer.code}`);
      if (turn > 1) taken[which].push(performance.now() - at);
    }
  return { narrowed: quantile(taken.narrowed, 0.5), plain: quantile(taken.plain, 0.5) };
}

/** The slowest combination of filters beside the list without any. */
async function worstNarrowed(large: Sized, tickets: number): Promise<Sample> {
  const taken: { narrowed: number; plain: number }[] = [];
  for (const query of await combinations(large)) taken.push(await besidePlain(large, query));
  const [slowest] = taken.sort((one, other) => other.narrowed / other.plain - one.narrowed / one.plain);
  const { narrowed, plain } = slowest ?? { narrowed: Number.NaN, plain: Number.NaN };
  return {
    id: 'F7.filters',
    name: `slowest of ${taken.length} combined filters over ${tickets} tickets (${narrowed.toFixed(1)} ms) ÷ unfiltered (${plain.toFixed(1)} ms)`,
    value: narrowed / plain,
    target: { must: 1.5, goal: 1.2 },
  };
}

/** An installation of some size, and somebody of support who asks. */
export interface Sized {
  readonly installation: Installation;
  readonly context: Context;
}

const sized = new WeakMap<World, Map<number, Promise<Sized>>>();

/** Names the database of an installation with so many tickets, and its indexes. */
export const nameOfSized = (tickets: number): string => `bench_${tickets}`;

/** An installation with so many tickets, made once a run. */
export function withTickets(world: World, tickets: number): Promise<Sized> {
  const known = sized.get(world) ?? new Map<number, Promise<Sized>>();
  sized.set(world, known);
  const making = known.get(tickets) ?? make(world, tickets);
  known.set(tickets, making);
  return making;
}

async function make(world: World, tickets: number): Promise<Sized> {
  const installation = await installationOn(world, nameOfSized(tickets));
  const ids = await loadCast(installation);
  await loadLarge(installation, { tickets });
  const context = await installation.identity.contextOf(ids.people.get('anna') ?? '', null, null);
  if (!context) throw new Error('Anna is missing');
  return { installation, context };
}

/** F7: a big list beside a small one. */
export const bigList: Figure = {
  id: 'F7',
  title: 'big list',
  measure: async (world) => {
    const small = await withTickets(world, 1_000);
    const large = await withTickets(world, world.scale.tickets);
    const [few, many] = [await listTime(small), await listTime(large)];
    return [
      {
        id: 'F7',
        name: `list over ${world.scale.tickets} tickets (${many.toFixed(1)} ms) ÷ over 1,000 (${few.toFixed(1)} ms)`,
        value: many / few,
        target: { must: 1.5, goal: 1.2 },
      },
      await worstNarrowed(large, world.scale.tickets),
    ];
  },
};

/** F6: a long thread beside a short one. */
export const longThread: Figure = {
  id: 'F6',
  title: 'long thread',
  measure: async (world) => {
    const number = await longThreadOf(world);
    const customer = await world.client('anna@nordest.example');
    const operator = await world.client('luca@nordest.example');
    const giulia = await world.client('giulia@rossi.example');
    const short = await openTicket(giulia);
    const answer = await customer.query('sync', { ticket: number });
    if (!answer.ok) throw new Error(`the long thread cannot be opened: ${answer.code}`);
    const messages = Math.min(200, world.scale.messages);
    const few = quantile(await delays({ ticket: short, customer, operator }, messages, 30), 0.5);
    const many = quantile(
      await delays({ ticket: answer.data.ticket.id, customer, operator }, messages, 30),
      0.5,
    );
    const opening = async (ticket: string): Promise<number> => {
      const taken: number[] = [];
      for (let round = 0; round < 30; round += 1) {
        const at = performance.now();
        await customer.query('sync', { ticket });
        taken.push(performance.now() - at);
      }
      return quantile(taken, 0.5);
    };
    const ratio = (await opening(answer.data.ticket.id)) / (await opening(short));
    for (const client of [customer, operator, giulia]) client.close();
    return [
      {
        id: 'F6',
        name: `delivery with ${world.scale.thread} entries ÷ with few`,
        value: many / few,
        target: { must: 1.3, goal: 1.1 },
      },
      { id: 'F6.open', name: 'opening it ÷ opening a short one', value: ratio, target: { must: 6, goal: 3 } },
    ];
  },
};

const threads = new WeakMap<World, Promise<number>>();

function longThreadOf(world: World): Promise<number> {
  const making = threads.get(world) ?? makeThread(world);
  threads.set(world, making);
  return making;
}

async function makeThread(world: World): Promise<number> {
  const installation = await openInstallation({
    mongoUrl: world.databaseUrl('bench'),
    meiliUrl: world.meiliUrl,
    meiliKey: world.meiliKey,
    secret: 'a-secret-of-the-benchmark-that-is-long-enough',
    origin: 'http://localhost',
    demo: true,
  });
  try {
    const { threadNumber } = await loadLarge(installation, { tickets: 10, thread: world.scale.thread });
    if (threadNumber === null) throw new Error('no long thread');
    return threadNumber;
  } finally {
    await installation.close();
  }
}

/** Closes what was opened for a world. */
export async function closeSized(world: World): Promise<void> {
  for (const making of sized.get(world)?.values() ?? []) await (await making).installation.close();
}
