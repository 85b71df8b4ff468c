import {
  COUNT_LIMIT,
  type ListQueryInput,
  type Principal,
  positionIn,
  sortings,
  viewNames,
  viewsFor,
} from '@sportello/core';
import { defaultService } from '@sportello/core/time';
import { listIndex, newId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { findAttachment } from '../attachments/reading.ts';
import type { Context } from '../context.ts';
import { loadLarge } from '../demo/large.ts';
import { routeTickets } from '../routing.ts';
import { run } from '../run.ts';
import { openTestInstallation, plainTicket, type TestInstallation } from '../testing/installation.ts';
import { explain, type Plan, readsOf, toldUrl } from '../testing/plans.ts';
import { maySeeCompany } from './companies.ts';
import { countSavedViews, savedViews } from './savedViews.ts';

/** Tickets of the world, and entries of its longest thread. */
const TICKETS = 3_000;
const THREAD = 4_000;

let world: TestInstallation;
/** The long thread. */
let thread = { ticket: '', company: '', requester: '', operator: '' };
/** One of each way to reach tickets. */
let viewers: Readonly<Record<'support' | 'collaborator' | 'company' | 'own', Context>>;

beforeAll(async () => {
  const address = servers();
  world = await openTestInstallation(
    { ...address, mongoUrl: toldUrl(address.mongoUrl) },
    uniqueName('plans'),
  );
  const { installation } = world;
  const { threadNumber } = await loadLarge(installation, { tickets: TICKETS, thread: THREAD });
  const long = await installation.database.tickets.findOne({ number: threadNumber ?? 0 }).lean();
  if (!long?.operator) throw new Error('there is no long thread');
  thread = { ticket: long._id, company: long.company, requester: long.requester, operator: long.operator };
  const collaborator = newId();
  await installation.database.tickets.collection.updateMany(
    { number: { $mod: [10, 0] } },
    {
      $set: { collaborators: [collaborator] },
    },
  );
  const teams = ['administration', 'payroll', 'systems'];
  viewers = {
    support: contextOf({ person: thread.operator, side: 'staff', role: 'operator', company: null, teams }),
    collaborator: contextOf({
      person: collaborator,
      side: 'staff',
      role: 'collaborator',
      company: null,
      teams: [],
    }),
    company: contextOf({ ...customer(), role: 'administrator' }),
    own: contextOf({ ...customer(), role: 'lowProfile' }),
  };
}, 120_000);
afterAll(() => world.close());

const customer = () => ({
  person: thread.requester,
  side: 'customer' as const,
  company: thread.company,
  teams: [],
});
const contextOf = (principal: Principal): Context => ({ principal, name: '', locale: 'it', session: null });

/** How the reads of some work are carried out. */
async function plansOf(work: () => Promise<unknown>): Promise<Plan[]> {
  const sent = await readsOf(world.installation, work);
  expect(sent.length, 'reads were sent').toBeGreaterThan(0);
  return Promise.all(sent.map((command) => explain(world.installation, command)));
}

/** Reads by an index alone, in the order of the index, and hardly more than is wanted. */
function expectCheap(plans: readonly Plan[], most?: number): void {
  for (const plan of plans) {
    const { stages, returned, documentsExamined, command } = plan;
    const what = JSON.stringify(command);
    expect(stages, what).not.toContain('COLLSCAN');
    expect(stages, what).not.toContain('SORT');
    const isCounted = 'aggregate' in command;
    // Counting stops at a limit; of a conversation between two, half of what it passes is one's own.
    const bound = isCounted ? Math.max(2 * COUNT_LIMIT, most ?? 0) : (most ?? 2 * returned + 20);
    expect(documentsExamined, `${what}\n${stages.join(' ')} returns ${returned}`).toBeLessThanOrEqual(bound);
  }
}

const reaches = ['support', 'collaborator', 'company', 'own'] as const;

describe('a list', () => {
  it.each(
    reaches.flatMap((reach) =>
      viewNames.flatMap((view) => sortings.map((sort) => [reach, view, sort] as const)),
    ),
  )('of %s, view %s by %s, opens and goes on by an index (DOS-08)', async (reach, view, sort) => {
    const context = viewers[reach];
    const query: ListQueryInput = { view, sort };
    // A view that is not offered to them looks among their own tickets for what is not there.
    const most = viewsFor(context.principal).includes(view) ? undefined : TICKETS / 5;
    expectCheap(await plansOf(() => ask(world.installation, context, 'list', query)), most);
    const answer = await ask(world.installation, context, 'list', { ...query, limit: 5 });
    const last = answer.ok ? answer.data.rows.at(-1)?.ticket : undefined;
    if (!last) return;
    expectCheap(
      await plansOf(() =>
        ask(world.installation, context, 'list', { ...query, after: positionIn(sort, last) }),
      ),
      most,
    );
  });
});

it.each(reaches)('saved views of %s are found and counted by an index', async (reach) => {
  const { installation } = world;
  const context = viewers[reach];
  const queries = [
    {},
    { view: 'closed', priority: 'high', sort: 'created-asc' },
    { view: 'all', category: 'payroll', operator: thread.operator },
    { view: 'archived' },
  ] as const;
  for (const query of queries)
    await run(installation, context, 'view.save', { name: 'vista', team: null, query });
  expectCheap(await plansOf(() => savedViews(installation, context)));
  const views = await savedViews(installation, context);
  expect(views.length).toBeGreaterThanOrEqual(queries.length);
  expectCheap(await plansOf(() => countSavedViews(installation, context, views)));
});

describe('a thread of thousands of entries', () => {
  const places = [0, 1, 2_000, THREAD - 50, THREAD];

  it.each(['support', 'company'] as const)(
    'opens for %s wherever the reading stopped, reading one window',
    async (reach) => {
      const { installation } = world;
      const context = viewers[reach];
      for (const seq of places) {
        await run(installation, context, 'ticket.read', { ticket: thread.ticket, seq });
        expectCheap(await plansOf(() => ask(installation, context, 'sync', { ticket: thread.ticket })));
      }
    },
  );

  it.each(['support', 'company'] as const)(
    'is caught up and paged by %s, reading what is asked',
    async (reach) => {
      const { installation } = world;
      const context = viewers[reach];
      const { ticket } = thread;
      for (const seq of places) {
        expectCheap(await plansOf(() => ask(installation, context, 'sync', { ticket, have: seq })));
        expectCheap(await plansOf(() => ask(installation, context, 'history', { ticket, before: seq + 1 })));
        expectCheap(await plansOf(() => ask(installation, context, 'history', { ticket, after: seq })));
      }
    },
  );

  it('is read, received and answered without reading it', async () => {
    const { installation } = world;
    const context = viewers.support;
    const { ticket } = thread;
    for (const name of ['ticket.read', 'ticket.receive'] as const)
      expectCheap(await plansOf(() => run(installation, context, name, { ticket, seq: 2_500 })));
    const answering = plansOf(() =>
      run(installation, context, 'ticket.note', { ticket, body: 'nota' }, crypto.randomUUID()),
    );
    expectCheap(await answering);
  });
});

it('the files of a long thread, and what carries one, are found without reading its log', async () => {
  const { installation } = world;
  const { ticket } = thread;
  expectCheap(await plansOf(() => ask(installation, viewers.support, 'attachments', { ticket })));
  expectCheap(await plansOf(() => findAttachment(installation, viewers.support, newId())));
});

it('a draft is found, kept and ended without looking at those of others', async () => {
  const { installation } = world;
  const name = 'new-ticket';
  const [base, version] = [crypto.randomUUID(), crypto.randomUUID()];
  const draft = { name, fields: { title: 'Bozza' }, files: [{ id: newId(), description: '' }] };
  expectCheap(
    await plansOf(() =>
      run(installation, viewers.own, 'draft.keep', { ...draft, base: null, version: base }),
    ),
  );
  expectCheap(await plansOf(() => run(installation, viewers.own, 'draft.keep', { ...draft, base, version })));
  expectCheap(await plansOf(() => ask(installation, viewers.own, 'draft', { name })));
});

describe('what is asked on every page', () => {
  it.each(reaches)(
    'the inbox of %s reads the heads that concern them, and no entry beyond the unread ones',
    async (reach) => {
      const { installation } = world;
      const plans = await plansOf(() => ask(installation, viewers[reach], 'inbox', {}));
      for (const plan of plans)
        expectCheap([plan], 'aggregate' in plan.command ? 5_000 : 3 * plan.returned + 20);
    },
  );

  it('the inbox of who asked before reads no more than its rows and what was touched', async () => {
    const { installation } = world;
    const inbox = () => ask(installation, viewers.support, 'inbox', {});
    const examined = async () =>
      (await plansOf(inbox)).reduce((sum, plan) => sum + plan.keysExamined + plan.documentsExamined, 0);
    installation.touched.lost();
    const whole = await examined();
    const again = await examined();
    expect(again).toBeLessThan(whole / 2);
    const body = 'nota';
    await run(
      installation,
      viewers.own,
      'ticket.reply',
      { ticket: thread.ticket, body },
      crypto.randomUUID(),
    );
    const plans = await plansOf(inbox);
    for (const plan of plans) expectCheap([plan], Math.max(3 * plan.returned + 20, 2 * COUNT_LIMIT));
  });

  it('whether a company may be named', async () => {
    const { installation } = world;
    for (const reach of reaches)
      expectCheap(await plansOf(() => maySeeCompany(installation, viewers[reach], thread.company)));
  });
});

it('new tickets that nobody has, and what each operator has to do, are found by indexes', async () => {
  const { installation } = world;
  const rules = { preferred: 'assign', distribution: 'load', resting: [], absences: [] } as const;
  const week = Array.from({ length: 7 }, () => [[0, 1_440] as const]);
  const service = { ...defaultService, calendar: { ...defaultService.calendar, week, holidays: null } };
  await installation.database.settings.updateOne({ _id: 'installation' }, { routing: rules, service });
  await expect.poll(async () => (await installation.settings()).routing).toEqual(rules);
  await run(installation, viewers.company, 'ticket.open', plainTicket, crypto.randomUUID());
  const plans = await plansOf(() => routeTickets(installation));
  // There are few people of support, and all of them are looked at.
  expectCheap(plans.filter(({ command }) => command['find'] !== 'people'));
});

it('a list is there all the same while another version has other indexes', async () => {
  const { installation } = world;
  await installation.database.tickets.collection.dropIndex(
    Object.entries(listIndex('operator', 'activity'))
      .map((field) => field.join('_'))
      .join('_'),
  );
  const answer = await ask(installation, viewers.support, 'list', { view: 'mine' });
  expect(answer.ok && answer.data.rows.length).toBeGreaterThan(0);
});
