import { isAscending, type Principal, positionIn, sortings, viewNames } from '@sportello/core';
import { newId, trusted } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import type { Context } from '../context.ts';
import { loadLarge } from '../demo/large.ts';
import { openTestInstallation, type TestInstallation } from '../testing/installation.ts';
import { explain, type Plan, readsOf, toldUrl } from '../testing/plans.ts';

/** Tickets of the world. */
const TICKETS = 3_000;

let world: TestInstallation;
/** A closed ticket whose people look. */
let thread = { company: '', requester: '', operator: '' };
/** One of each way to reach tickets. */
let viewers: Readonly<Record<'support' | 'collaborator' | 'company' | 'own', Context>>;

beforeAll(async () => {
  const address = servers();
  world = await openTestInstallation(
    { ...address, mongoUrl: toldUrl(address.mongoUrl) },
    uniqueName('filters'),
  );
  const { installation } = world;
  const { firstNumber } = await loadLarge(installation, { tickets: TICKETS });
  const { tickets } = installation.database;
  const some = await tickets
    .findOne({ state: 'closed', number: trusted({ $gt: firstNumber + TICKETS / 2 }) })
    .lean();
  if (!some?.operator) throw new Error('nothing was closed');
  thread = { company: some.company, requester: some.requester, operator: some.operator };
  const collaborator = newId();
  await tickets.collection.updateMany(
    { number: { $mod: [10, 0] } },
    { $set: { collaborators: [collaborator] } },
  );
  const staff = { side: 'staff', company: null } as const;
  const customer = {
    person: thread.requester,
    side: 'customer',
    company: thread.company,
    teams: [],
  } as const;
  viewers = {
    support: contextOf({
      ...staff,
      person: thread.operator,
      role: 'operator',
      teams: ['administration', 'payroll', 'systems'],
    }),
    collaborator: contextOf({ ...staff, person: collaborator, role: 'collaborator', teams: [] }),
    company: contextOf({ ...customer, role: 'administrator' }),
    own: contextOf({ ...customer, role: 'lowProfile' }),
  };
}, 120_000);
afterAll(() => world.close());

const contextOf = (principal: Principal): Context => ({ principal, name: '', locale: 'it', session: null });

/** How the reads of some work are carried out. */
async function plansOf(work: () => Promise<unknown>): Promise<Plan[]> {
  const sent = await readsOf(world.installation, work);
  return Promise.all(sent.map((command) => explain(world.installation, command)));
}

const reaches = ['support', 'collaborator', 'company', 'own'] as const;

describe('a narrowed list', () => {
  const day = 24 * 60 * 60 * 1000;
  const filters = async (): Promise<Readonly<Record<string, object>>> => {
    const ticket = await world.installation.database.tickets
      .findOne({ requester: thread.requester, operator: thread.operator, state: 'closed' })
      .lean();
    if (!ticket) throw new Error('nothing of theirs was closed');
    const { number, priority, requestType, category, subcategory, requester, operator, openedAt } = ticket;
    return {
      number: { number },
      priority: { priority },
      requestType: { requestType },
      never: { requestType: 'appointment' },
      category: { category },
      subcategory: { category, subcategory },
      requester: { requester },
      operator: { operator },
      state: { state: 'closed' },
      dates: { from: openedAt - 3 * day, to: openedAt + 3 * day },
      show: { show: 'own' },
    };
  };
  const names = [
    'number',
    'priority',
    'requestType',
    'never',
    'category',
    'subcategory',
    'requester',
    'operator',
    'state',
    'dates',
    'show',
  ];
  const pairs = names.flatMap((one, index) => names.slice(index).map((other) => [one, other] as const));

  it.each(reaches.flatMap((reach) => sortings.map((sort) => [reach, sort] as const)))(
    'of %s by %s reads an index, and hardly a ticket that it does not show',
    async (reach, sort) => {
      const all = await filters();
      const view = reach === 'support' || reach === 'collaborator' ? 'closed' : 'all';
      // The same index backwards: what is narrowed by dates is what differs.
      const some = isAscending(sort) ? pairs.filter((pair) => pair.some((name) => name === 'dates')) : pairs;
      for (const [one, other] of some) {
        const query = { view, sort, ...all[one], ...all[other] };
        const plans = await plansOf(() => ask(world.installation, viewers[reach], 'list', query));
        for (const plan of plans) {
          const what = `${one}, ${other}: ${JSON.stringify(plan.command)} ${plan.stages.join(' ')}`;
          expect(plan.stages, what).not.toContain('COLLSCAN');
          if (plan.command['find'] !== 'tickets') continue;
          // One ticket, and those of some days, are put in order when they are found.
          const isSorted = !plan.stages.includes('SORT');
          expect(isSorted || [one, other].some((name) => name === 'dates' || name === 'number'), what).toBe(
            true,
          );
          if (isSorted) expect(plan.documentsExamined, what).toBeLessThanOrEqual(plan.returned + 1);
          else expect(plan.documentsExamined, what).toBeLessThan(TICKETS / 20);
        }
      }
    },
  );

  it.each(sortings)(
    'of many months by %s is read in its order, however many tickets they hold',
    async (sort) => {
      const all = await filters();
      const { tickets } = world.installation.database;
      const [middle] = await tickets
        .find()
        .sort({ openedAt: 1 })
        .skip(TICKETS / 2)
        .limit(1)
        .lean();
      const to = middle?.openedAt ?? 0;
      for (const dates of [{ to }, { from: to - 300 * day, to }, { from: to }])
        for (const other of [{}, all['category'], all['priority'], all['requestType']]) {
          const query = { view: 'closed', sort, ...dates, ...other } as const;
          const plans = await plansOf(() => ask(world.installation, viewers.support, 'list', query));
          const plan = plans.find(({ command }) => command['find'] === 'tickets' && command['sort']);
          const what = `${JSON.stringify(query)}: ${plan?.stages.join(' ')}`;
          expect(plan?.returned, what).toBe(51);
          expect(plan?.stages, what).not.toContain('COLLSCAN');
          const isFew = plan?.stages.includes('SORT') === true;
          expect(plan?.documentsExamined, what).toBeLessThanOrEqual(isFew ? 500 : 52);
          const answer = await ask(world.installation, viewers.support, 'list', { ...query, limit: 20 });
          const shown = answer.ok ? answer.data.rows.map(({ ticket }) => ticket) : [];
          expect(shown).toHaveLength(20);
          const places = shown.map((ticket) => Number(positionIn(sort, ticket).split(':')[0]));
          const inOrder = places.toSorted((a, b) => (isAscending(sort) ? a - b : b - a));
          expect(places).toEqual(inOrder);
          for (const { openedAt } of shown) {
            expect(openedAt).toBeGreaterThanOrEqual('from' in dates ? (dates.from ?? 0) : 0);
            expect(openedAt).toBeLessThan('to' in dates ? (dates.to ?? 0) : Number.MAX_SAFE_INTEGER);
          }
        }
    },
  );

  it('goes on where it stopped, without a gap and without showing anything twice', async () => {
    const { installation } = world;
    const { category } = await filters();
    for (const sort of sortings) {
      const query = { view: 'closed', sort, priority: 'high', ...category } as const;
      const whole = await ask(installation, viewers.support, 'list', { ...query, limit: 50 });
      const rows = whole.ok ? whole.data.rows : [];
      expect(rows.length).toBeGreaterThan(10);
      const paged: string[] = [];
      while (paged.length < rows.length) {
        const last = rows.find(({ ticket }) => ticket.id === paged.at(-1))?.ticket;
        const page = await ask(installation, viewers.support, 'list', {
          ...query,
          limit: 7,
          ...(last && { after: positionIn(sort, last) }),
        });
        if (!page.ok) throw new Error(page.code);
        paged.push(...page.data.rows.map(({ ticket }) => ticket.id));
        if (!page.data.more) break;
      }
      expect(paged.slice(0, rows.length)).toEqual(rows.map(({ ticket }) => ticket.id));
    }
  });

  it('never shows what lies beyond the rights of who asks, whomever it names', async () => {
    const { installation } = world;
    const stranger = await installation.database.tickets
      .findOne({ company: trusted({ $ne: thread.company }) })
      .lean();
    for (const view of viewNames) {
      const query = { view, requester: stranger?.requester };
      const answer = await ask(installation, viewers.company, 'list', query);
      expect(answer.ok && answer.data.rows).toEqual([]);
    }
  });
});
