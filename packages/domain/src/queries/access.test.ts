import { randomUUID } from 'node:crypto';
import {
  type CommandInput,
  can,
  type Principal,
  type QueryName,
  queryNames,
  type Ticket,
  type TicketCommand,
  ticketCommandNames,
  viewNames,
} from '@sportello/core';
import { findTicket, newId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import type { Context } from '../context.ts';
import { run } from '../run.ts';
import {
  loadWorld,
  openTestInstallation,
  type TestInstallation,
  type WorldTicket,
  worldPeople,
} from '../testing/index.ts';

let test: TestInstallation;
let world: WorldTicket[];
const tickets = new Map<string, Ticket>();

beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('access'));
  world = await loadWorld(test);
  for (const { ticket } of world) {
    const found = await findTicket(test.installation.database, ticket);
    if (found) tickets.set(ticket, found);
  }
});
afterAll(() => test.close());

/** Ids of all tickets that a person finds in any view, page by page. */
async function listed(ctx: Context): Promise<Set<string>> {
  const found = new Set<string>();
  for (const view of viewNames) {
    for (let after: string | undefined; ; ) {
      const answer = await ask(test.installation, ctx, 'list', { view, limit: 7, ...(after && { after }) });
      if (!answer.ok) throw new Error(answer.code);
      for (const { ticket } of answer.data.rows) found.add(ticket.id);
      const last = answer.data.rows.at(-1)?.ticket;
      if (!answer.data.more || !last) break;
      after = `${last.activityAt}:${last.id}`;
    }
  }
  return found;
}

const mayRead = (principal: Principal, ticket: string): boolean => {
  const found = tickets.get(ticket);
  return found !== undefined && can(principal, 'ticket.read', found);
};

/** What can be asked about a ticket; a query that is added must say here how it names one. */
const questions: {
  readonly [N in QueryName]: ((ticket: string, number: number) => readonly object[]) | null;
} = {
  sync: (ticket, number) => [
    { ticket },
    { ticket: number },
    { ticket, have: 0 },
    { ticket, have: 1, follow: false },
  ],
  history: (ticket) => [{ ticket }, { ticket, after: 0 }, { ticket, before: 2 }],
  attachments: (ticket) => [{ ticket }],
  // Only staff are answered: see the matrix of the access table.
  versions: null,
  links: (ticket) => [{ ticket }],
  // These name no ticket: what they show is held against the rights above.
  list: null,
  inbox: null,
  draft: null,
  search: null,
};

/** Every command on a ticket; one that is added must have a line. */
const acts = (): { readonly [N in TicketCommand]: ((ticket: string) => CommandInput<N>) | null } => ({
  'ticket.open': null,
  'ticket.reply': (ticket) => ({ ticket, body: 'x', move: { to: 'discarded', duplicateOf: 1 } }),
  'ticket.note': (ticket) => ({ ticket, body: 'x' }),
  'ticket.settle': (ticket) => ({ ticket, needed: false }),
  'ticket.amend': (ticket) => ({ ticket, seq: 1, body: 'x' }),
  'ticket.retract': (ticket) => ({ ticket, seq: 1 }),
  'ticket.describe': (ticket) => ({ ticket, title: 'x' }),
  'ticket.take': (ticket) => ({ ticket }),
  'ticket.assign': (ticket) => ({ ticket, operator: newId(), team: 'nowhere' }),
  'ticket.move': (ticket) => ({ ticket, to: 'closed', duplicateOf: 1 }),
  'ticket.prioritise': (ticket) => ({ ticket, priority: 'high' }),
  'ticket.urgency': (ticket) => ({ ticket, urgency: 'red' }),
  'ticket.refer': (ticket) => ({ ticket, requester: newId() }),
  'ticket.expect': (ticket) => ({ ticket, expectedAt: null }),
  'ticket.link': (ticket) => ({ ticket, to: 1 }),
  'ticket.unlink': (ticket) => ({ ticket, to: 1 }),
  'ticket.split': (ticket) => ({ ticket, seq: 1, title: 'x' }),
  'ticket.call': (ticket) => ({
    ticket,
    direction: 'made',
    with: 'x',
    at: Date.UTC(2026, 0, 1),
    body: 'x',
    audience: 'staff',
  }),
  'ticket.callback': (ticket) => ({ ticket, phone: null }),
  'ticket.rate': (ticket) => ({ ticket, rating: { value: 5 } }),
  'ticket.hold': (ticket) => ({ ticket, reason: 'x', callWhom: 'x' }),
  'ticket.release': (ticket) => ({ ticket, reason: 'x' }),
  'ticket.read': (ticket) => ({ ticket, seq: 1 }),
  'ticket.receive': (ticket) => ({ ticket, seq: 1 }),
  'ticket.archive': (ticket) => ({ ticket }),
  'ticket.unarchive': (ticket) => ({ ticket }),
});

describe.each(worldPeople)('%s of %s', (person, company) => {
  it('finds in lists exactly what may be read (TEN-07, TEN-15)', async () => {
    const ctx = await test.as(person, company);
    const readable = world.filter(({ ticket }) => mayRead(ctx.principal, ticket)).map(({ ticket }) => ticket);
    expect([...(await listed(ctx))].sort()).toEqual([...readable].sort());
  });

  it('is answered about exactly what may be read, and about the rest as about what does not exist (TEN-01)', async () => {
    const ctx = await test.as(person, company);
    for (const name of queryNames) {
      const missing = await Promise.all(
        (questions[name]?.(newId(), 999_999) ?? []).map((input) => ask(test.installation, ctx, name, input)),
      );
      const answers = await Promise.all(
        world.map(({ ticket, number }) =>
          Promise.all(
            (questions[name]?.(ticket, number) ?? []).map((input) =>
              ask(test.installation, ctx, name, input),
            ),
          ),
        ),
      );
      for (const [index, { ticket }] of world.entries()) {
        if (mayRead(ctx.principal, ticket))
          for (const answer of answers[index] ?? []) expect(answer).toMatchObject({ ok: true });
        else expect(JSON.stringify(answers[index])).toBe(JSON.stringify(missing));
      }
    }
  });

  it('is not told anything new about tickets that may not be read', async () => {
    const ctx = await test.as(person, company);
    const inbox = await ask(test.installation, ctx, 'inbox', {});
    for (const { ticket } of inbox.ok ? inbox.data.rows : [])
      expect(mayRead(ctx.principal, ticket.id)).toBe(true);
    expect(inbox.ok).toBe(true);
  });

  it('can act on nothing that may not be read, and learns nothing by trying (TEN-02, TEN-05, TEN-06)', async () => {
    const ctx = await test.as(person, company);
    const foreign = world
      .filter(({ ticket }) => !mayRead(ctx.principal, ticket))
      .filter((_, index) => index % 5 === 0);
    const log = () => test.installation.database.entries.countDocuments();
    const before = [await log(), await test.installation.database.readers.countDocuments()];
    for (const name of ticketCommandNames) {
      const act = acts()[name];
      const answers = await Promise.all(
        [newId(), ...foreign.map(({ ticket }) => ticket)].map(
          async (ticket) => act && run(test.installation, ctx, name, act(ticket), randomUUID()),
        ),
      );
      for (const answer of answers) expect(JSON.stringify(answer)).toBe(JSON.stringify(answers[0]));
      if (act) expect(answers[0]).toMatchObject({ ok: false, code: 'not_found' });
    }
    expect([await log(), await test.installation.database.readers.countDocuments()]).toEqual(before);
  });
});

describe('what a customer is sent', () => {
  it('carries no trace of notes, teams and collaborators (TEN-09, PPM-05)', async () => {
    const ctx = await test.as('giulia');
    const staffOnly = JSON.stringify([test.ids.people.get('dario'), 'Nota riservata', 'administration'])
      .slice(1, -1)
      .split(',');
    for (const { ticket } of world.filter(({ company }) => company === 'rossi')) {
      const sent = JSON.stringify([
        await ask(test.installation, ctx, 'sync', { ticket }),
        await ask(test.installation, ctx, 'history', { ticket }),
      ]);
      for (const secret of staffOnly) expect(sent).not.toContain(secret);
    }
    expect(
      JSON.stringify([
        await ask(test.installation, ctx, 'list', { view: 'all' }),
        await ask(test.installation, ctx, 'inbox', {}),
      ]),
    ).not.toMatch(/riservata|administration/);
  });

  it('names nobody’s other companies (TEN-15)', async () => {
    const { ticket } = await test.openTicket('ivo');
    await run(
      test.installation,
      await test.as('chiara', 'verdi'),
      'ticket.reply',
      { ticket, body: 'Ci sono anch’io' },
      randomUUID(),
    );
    const answer = await ask(test.installation, await test.as('ivo'), 'sync', { ticket });
    const [bianchi, verdi] = [test.ids.companies.get('bianchi'), test.ids.companies.get('verdi')];
    expect(JSON.stringify(answer)).not.toContain(bianchi);
    expect(
      answer.ok && answer.data.directory.people.find(({ name }) => name === 'Chiara Galli')?.company,
    ).toBe(verdi);
  });

  it('tells the reason of a hold to the company’s administrator only', async () => {
    const held = world.find(({ company }) => company === 'verdi');
    const reasonFor = async (ctx: Context) => {
      const answer = await ask(test.installation, ctx, 'sync', { ticket: held?.ticket });
      return answer.ok ? answer.data.directory.companies[0]?.held?.reason : undefined;
    };
    expect(await reasonFor(await test.as('ivo'))).toContain('fatture');
    expect(await reasonFor(await test.as('chiara', 'verdi'))).toBeNull();
  });
});

describe('a reference to another ticket', () => {
  it('that the caller may not see, or of another company, is refused like one that does not exist (TEN-04)', async () => {
    const own = await test.openTicket('marco');
    const foreign = world.find(({ company, state }) => company === 'bianchi' && state === 'new');
    const duplicate = { to: 'discarded', duplicateOf: foreign?.number ?? 0 } as const;
    const luca = await test.as('luca');
    const say = (input: object) =>
      run(
        test.installation,
        luca,
        'ticket.reply',
        { ticket: own.ticket, body: 'Doppio', ...input },
        randomUUID(),
      );
    expect(await say({ move: duplicate })).toEqual({
      ok: false,
      code: 'not_found',
      field: 'move.duplicateOf',
    });
    expect(await say({ move: { ...duplicate, duplicateOf: 999_999 } })).toEqual({
      ok: false,
      code: 'not_found',
      field: 'move.duplicateOf',
    });
    for (const number of [foreign?.number ?? 0, 999_999]) {
      expect(
        await run(
          test.installation,
          luca,
          'ticket.move',
          { ticket: own.ticket, to: 'discarded', duplicateOf: number },
          randomUUID(),
        ),
      ).toEqual({ ok: false, code: 'not_found', field: 'duplicateOf' });
      expect(
        await test.run('marco', 'ticket.open', {
          title: 'a',
          description: 'b',
          category: 'accounting',
          subcategory: 'e-invoicing',
          followUpOf: number,
        }),
      ).toEqual({ ok: false, code: 'not_found', field: 'followUpOf' });
    }
    const twin = await test.openTicket('marco');
    expect(await say({ move: { to: 'discarded', duplicateOf: twin.number } })).toMatchObject({ ok: true });
  });

  it('to another company or person, when opening, is refused too (TEN-04)', async () => {
    const fields = { title: 'a', description: 'b', category: 'accounting', subcategory: 'e-invoicing' };
    const [rossi, bianchi, marco, paolo] = [
      test.ids.companies.get('rossi'),
      test.ids.companies.get('bianchi'),
      test.ids.people.get('marco'),
      test.ids.people.get('paolo'),
    ];
    const open = async (by: 'marco' | 'luca', more: object) =>
      test.run(by, 'ticket.open', { ...fields, ...more });
    for (const more of [{ company: bianchi }, { requester: paolo }, { company: newId() }])
      expect(await open('marco', more)).toEqual({ ok: false, code: 'not_found', field: 'company' });
    for (const more of [
      {},
      { company: rossi },
      { company: rossi, requester: paolo },
      { company: newId(), requester: marco },
    ])
      expect(await open('luca', more)).toEqual({ ok: false, code: 'not_found', field: 'company' });
    expect(await open('luca', { company: rossi, requester: marco })).toMatchObject({ ok: true });
  });
});
