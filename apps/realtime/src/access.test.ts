import { commandNames, queryNames } from '@sportello/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCluster, type TestCluster, type TestProcess } from './testing/process.ts';

/** What an identity gets on a ticket of Rossi that Luca has in charge. `refused`: it may see the ticket but not do this. */
type Expected = 'ok' | 'refused' | 'missing';

const identities = ['giulia', 'marco', 'rita', 'sara', 'paolo', 'ugo', 'luca', 'anna', 'dario'] as const;
type Row = Readonly<Record<(typeof identities)[number], Expected>>;

const everybody = (expected: Expected): Row => ({
  giulia: expected,
  marco: expected,
  rita: expected,
  sara: expected,
  paolo: expected,
  ugo: expected,
  luca: expected,
  anna: expected,
  dario: expected,
});

/** Sara takes no part in it, Paolo is of another company, Dario was not called: for them it does not exist. */
const outside = { sara: 'missing', paolo: 'missing', dario: 'missing' } as const;
const reading: Row = { ...everybody('ok'), ...outside };
const writing: Row = { ...reading, rita: 'refused' };
const staffOnly: Row = { ...writing, giulia: 'refused', marco: 'refused', ugo: 'refused' };

/** Anna supervises. */
const administration: Row = { ...staffOnly, luca: 'refused' };

const inputs = (ticket: string) => ({
  'ticket.reply': { ticket, body: 'matrice' },
  'ticket.note': { ticket, body: 'matrice' },
  'ticket.settle': { ticket, needed: false },
  'ticket.amend': { ticket, seq: 1, body: 'matrice' },
  'ticket.retract': { ticket, seq: 1 },
  'ticket.describe': { ticket, title: 'matrice' },
  'ticket.take': { ticket },
  'ticket.assign': { ticket, operator: null },
  'ticket.move': { ticket, to: 'accepted' },
  'ticket.prioritise': { ticket, priority: 'low' },
  'ticket.urgency': { ticket, urgency: 'red' },
  'ticket.expect': { ticket, expectedAt: null },
  'ticket.refer': { ticket, requester: cluster.world.ids.people.get('giulia') ?? '' },
  'ticket.link': { ticket, to: other },
  'ticket.unlink': { ticket, to: other },
  'ticket.split': { ticket, seq: 1, title: 'matrice' },
  'ticket.call': {
    ticket,
    direction: 'made',
    with: 'Marco',
    at: Date.UTC(2026, 0, 1),
    body: 'matrice',
    audience: 'staff',
  },
  'ticket.callback': { ticket, phone: null },
  'ticket.rate': { ticket, rating: { value: 5 } },
  'ticket.hold': { ticket, reason: 'matrice', callWhom: 'Amministrazione' },
  'ticket.release': { ticket, reason: 'matrice' },
  'ticket.archive': { ticket },
  'ticket.unarchive': { ticket },
  'ticket.read': { ticket, seq: 1 },
  'ticket.receive': { ticket, seq: 1 },
  sync: { ticket },
  history: { ticket },
  attachments: { ticket },
  links: { ticket },
  versions: { ticket, seq: 1 },
});

/** A row per command and query that concerns one ticket. A new one without a row fails below. */
const matrix: Readonly<Record<keyof ReturnType<typeof inputs>, Row>> = {
  'ticket.reply': writing,
  'ticket.note': staffOnly,
  'ticket.settle': staffOnly,
  // The right to correct what one has written: that it is one's own is proved where it is decided.
  'ticket.amend': writing,
  'ticket.retract': writing,
  'ticket.describe': writing,
  'ticket.take': staffOnly,
  'ticket.assign': staffOnly,
  'ticket.move': writing,
  'ticket.prioritise': writing,
  'ticket.urgency': staffOnly,
  'ticket.expect': staffOnly,
  'ticket.refer': writing,
  'ticket.link': staffOnly,
  'ticket.unlink': staffOnly,
  'ticket.split': staffOnly,
  'ticket.call': staffOnly,
  'ticket.callback': writing,
  'ticket.rate': { ...writing, luca: 'refused', anna: 'refused' },
  'ticket.hold': administration,
  'ticket.release': administration,
  'ticket.archive': reading,
  'ticket.unarchive': reading,
  'ticket.read': reading,
  'ticket.receive': reading,
  sync: reading,
  history: reading,
  attachments: reading,
  links: reading,
  versions: staffOnly,
};
/** Those that concern no single ticket: their rights are proved where they are written. */
const elsewhere = [
  'ticket.open',
  'opening.solve',
  'opening.unsolve',
  'opening.dismiss',
  'article.vote',
  'article.view',
  'draft.keep',
  'draft.drop',
  'draft',
  'list',
  'inbox',
  'search',
  'search.miss',
  'list.keep',
  'view.save',
  'view.change',
  'view.move',
  'view.remove',
  'workflow.change',
  'service.change',
  'mail.change',
  'form.change',
  'routing.change',
  'absence.change',
  'article.write',
  'article.submit',
  'article.return',
  'article.publish',
  'article.withdraw',
  'article.restore',
  'article.drop',
  'article.editing',
  'categories.change',
  'company.hold',
  'company.release',
  'holds.change',
];

let cluster: TestCluster;
let process: TestProcess;
const cookies = new Map<string, string>();
let ticket = '';
let foreign = '';
/** Number of another ticket of the same company. */
let other = 0;

beforeAll(async () => {
  cluster = await openTestCluster(1);
  const [first] = cluster.processes;
  if (!first) throw new Error('no process');
  process = first;
  for (const person of identities) cookies.set(person, await first.cookie(person));
  ticket = (await cluster.world.openTicket('giulia')).ticket;
  foreign = (await cluster.world.openTicket('paolo')).ticket;
  other = (await cluster.world.openTicket('marco')).number;
});
afterAll(() => cluster.close());

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(new URL(path, process.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, answer: JSON.parse(text) as { ok: boolean; code?: string } };
}

function act(person: string, name: string, input: unknown) {
  const isCommand = name.startsWith('ticket.');
  return post(
    isCommand ? '/api/command' : '/api/query',
    { name, input, ...(isCommand && { key: crypto.randomUUID() }) },
    { cookie: cookies.get(person) ?? '' },
  );
}

describe('the access matrix', () => {
  it('has a row for every command and query (TEN-17)', () => {
    expect([...Object.keys(matrix), ...elsewhere].sort()).toEqual([...commandNames, ...queryNames].sort());
  });

  it.each(
    Object.entries(matrix).flatMap(([name, row]) =>
      identities.map((person) => [name, person, row[person]] as const),
    ),
  )('%s by %s is %s (TEN-01, TEN-02, TEN-05)', async (name, person, expected) => {
    const { database } = cluster.world.installation;
    const before = await database.entries.countDocuments({ ticket });
    const { status, answer } = await act(
      person,
      name,
      inputs(ticket)[name as keyof ReturnType<typeof inputs>],
    );
    if (expected === 'missing')
      expect({ status, code: answer.code }).toEqual({ status: 404, code: 'not_found' });
    else if (expected === 'refused')
      expect({ status, code: answer.code }).toEqual({ status: 403, code: 'forbidden' });
    // Allowed means that the rights let it through: the workflow may still say "not now".
    else expect(['forbidden', 'not_found', 'unauthenticated']).not.toContain(answer.code);
    if (expected !== 'ok') expect(await database.entries.countDocuments({ ticket })).toBe(before);
  });

  it.each(Object.keys(matrix))(
    '%s of a foreign ticket answers exactly like one that does not exist (TEN-01, TEN-02)',
    async (name) => {
      const key = name as keyof ReturnType<typeof inputs>;
      const there = await act('giulia', name, inputs(foreign)[key]);
      const nowhere = await act('giulia', name, inputs('0'.repeat(24))[key]);
      expect({ ...there, answer: null }).toEqual({ ...nowhere, answer: null });
    },
  );

  it.each(['/api/command', '/api/query'])('%s without a session is refused (TEN-17)', async (path) => {
    expect(await post(path, { name: 'sync', input: { ticket } })).toMatchObject({
      status: 401,
      answer: { code: 'unauthenticated' },
    });
  });

  it('a page of one company cannot act for another (TEN-10, TEN-11)', async () => {
    const headers = {
      cookie: cookies.get('giulia') ?? '',
      'x-sportello-company': cluster.world.ids.companies.get('bianchi') ?? '',
    };
    expect(await post('/api/query', { name: 'inbox', input: {} }, headers)).toMatchObject({
      status: 409,
      answer: { code: 'company_changed' },
    });
  });
});

describe('what is malformed or foreign', () => {
  it.each([
    [{ email: { $gt: '' }, password: { $gt: '' } }, 422],
    [{ email: ['giulia@rossi.example'], password: 'x' }, 422],
    [{ email: 'giulia@rossi.example', password: 'x', role: 'administrator' }, 422],
    ['{"email":', 400],
  ])('sign-in with %j is refused (INJ-01, LOG-03)', async (body, status) => {
    const answered = await post('/api/session', body);
    expect(answered.status).toBe(status);
    expect(answered.text).not.toMatch(/node_modules|at .*\.ts|Error:/u);
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example:3000'])(
    'another site (%s) may not act (CSR-03, CSR-04)',
    async (origin) => {
      expect(await post('/api/session', { email: 'a', password: 'b' }, { origin })).toMatchObject({
        status: 403,
        answer: { code: 'bad_origin' },
      });
    },
  );

  it('the cookies of a sign-in are kept from scripts and from other sites, and the device’s lets its owner in past strangers (SES-04, AUT-01)', async () => {
    const tryIn = (password: string, cookie = '') =>
      fetch(new URL('/api/session', process.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ email: 'nadia@nordest.example', password }),
      });
    const [session = '', device = ''] = (await tryIn('prova-sportello')).headers.getSetCookie();
    expect(session).toMatch(/^sportello=[^;]{40,}.*; HttpOnly; SameSite=Lax$/u);
    expect(device).toMatch(/^sportello_device=[^;]{40,}.*; HttpOnly; SameSite=Lax$/u);
    for (let round = 0; round < 8; round += 1) {
      const wrong = await tryIn('sbagliata');
      expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([401, []]);
    }
    expect((await tryIn('prova-sportello')).status).toBe(429);
    expect((await tryIn('prova-sportello', device.split(';')[0])).status).toBe(200);
  });

  it.each(['__proto__', 'constructor', 'toString', 'base'])(
    'an unknown command or query (%s) is unknown (RTC-01, PPM-01)',
    async (name) => {
      expect(await act('luca', name, {})).toMatchObject({ status: 400, answer: { code: 'unknown_event' } });
      expect(await act('luca', `ticket.${name}`, {})).toMatchObject({
        status: 400,
        answer: { code: 'unknown_event' },
      });
    },
  );

  it('health says how each part stands (HOK-03)', async () => {
    const response = await fetch(new URL('/healthz', process.url));
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 200,
      body: { status: 'ok', mongo: 'up', search: 'up', redis: 'off', mail: 'up' },
    });
  });
});
