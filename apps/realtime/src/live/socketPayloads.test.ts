import { isErrorCode } from '@sportello/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCluster, type TestCluster, type TestProcess } from '../testing/process.ts';
import { answerOf, cutOf, openRawSocket, openSignedInSocket } from '../testing/rawSocket.ts';

let cluster: TestCluster;
let process: TestProcess;
let giulia = '';
let ticket = '';

beforeAll(async () => {
  cluster = await openTestCluster(1);
  const [first] = cluster.processes;
  if (!first) throw new Error('no process');
  process = first;
  giulia = await first.cookie('giulia');
  ticket = (await cluster.world.openTicket('giulia')).ticket;
});
afterAll(() => cluster.close());

const opened = () => openSignedInSocket(process.url, giulia);
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

/** What nobody should send where an object of known fields is expected. */
const strange: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  'a number': 42,
  'a text': 'ticket',
  'an array': [{ ticket: '0'.repeat(24) }],
  'an operator': { $ne: null },
  'a date': new Date(0),
  'a function as text': 'function(){ return true }',
  'a Buffer': Buffer.from('x'),
  'a nested Buffer': { ticket: Buffer.from('x') },
  'twenty levels': nested(20),
  'a thousand keys': Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`k${index}`, index])),
  'a prototype': JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'),
};

/** What nobody should send where an id is expected (INJ-08). */
const ids: readonly unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $oid: '0'.repeat(24) },
  { _bsontype: 'ObjectID', id: 'x' },
  ['0'.repeat(24)],
  '0'.repeat(23),
  '0'.repeat(25),
  'A'.repeat(24),
  'twelve bytes',
  '[object Object]',
  null,
  -1,
  1.5,
  2 ** 53,
  Number.NaN,
];

describe('every event of a socket', () => {
  it.each(
    (['command', 'query', 'watch', 'unfollow'] as const).flatMap((event) =>
      Object.keys(strange).map((what) => [event, what] as const),
    ),
  )('%s refuses %s by its schema, and the socket stays up (RTC-12, B.7)', async (event, what) => {
    const socket = await opened();
    const answer = await answerOf(socket, event, strange[what]);
    expect(answer.ok).toBe(false);
    expect(isErrorCode(answer.code ?? '')).toBe(true);
    expect(['internal', 'store_unavailable']).not.toContain(answer.code);
    expect(socket.connected).toBe(true);
    expect('isAdmin' in {}).toBe(false);
  });

  it.each(ids.map((id) => [id]))('takes no %j for an id (RTC-12, INJ-01, INJ-08)', async (id) => {
    const socket = await opened();
    const answers = [
      await answerOf(socket, 'query', { name: 'sync', input: { ticket: id } }),
      await answerOf(socket, 'query', { name: 'attachments', input: { ticket: id } }),
      await answerOf(socket, 'command', { name: 'ticket.read', input: { ticket: id, seq: 1 } }),
      await answerOf(socket, 'unfollow', { ticket: id }),
      await answerOf(socket, 'watch', { list: { view: 'open', requester: id } }),
    ];
    for (const answer of answers) {
      expect(answer.ok).toBe(false);
      expect(['bad_id', 'type', 'not_allowed_value', 'bad_request', 'required']).toContain(answer.code);
    }
  });

  it.each([
    ['no argument', []],
    ['two arguments', [{}, {}]],
    ['an object where the answer should go', [{ name: 'inbox', input: {} }, {}]],
  ])('with %s is told so (RTC-12, B.7)', async (_, payload) => {
    const socket = await opened();
    expect(await answerOf(socket, 'query', ...payload)).toEqual({ ok: false, code: 'bad_request' });
  });

  it('that nobody waits for is dropped, and who goes on with it is cut (B.7)', async () => {
    const socket = await opened();
    const cut = cutOf(socket);
    for (let index = 0; index < 15; index += 1) socket.emit('query', { name: 'inbox', input: {} });
    expect(await cut).toBe('io server disconnect');
  });

  it.each([
    ['a number', '42[7,{}]'],
    ['reserved', '42["disconnect",{}]'],
    ['nothing', '42[]'],
    ['no list', '42{"a":1}'],
    ['no JSON', '42["query",'],
    ['of a kind that does not exist', '49["query"]'],
    ['a binary one without its pieces', '451-["query",{"_placeholder":true,"num":99}]'],
  ])('whose name is %s ends this socket alone (RTC-01, B.7)', async (_, packet) => {
    const [socket, other] = [await opened(), await opened()];
    const cut = cutOf(socket);
    socket.io.engine.write(packet);
    // Who waits for pieces that do not come is no danger; all others are cut.
    if (packet.startsWith('451')) socket.io.engine.write('42["query"]');
    if (packet !== '42[7,{}]') await cut;
    else for (let index = 0; index < 15; index += 1) socket.io.engine.write(packet);
    await cut;
    expect(await answerOf(other, 'query', { name: 'inbox', input: {} })).toMatchObject({ ok: true });
  });

  it.each(['base', 'constructor', '__proto__', 'toString', 'connect_error2', 'serve', 'x'.repeat(1_024)])(
    'named %s is unknown, and the answer says nothing else (RTC-01)',
    async (name) => {
      const socket = await opened();
      expect(await answerOf(socket, name, {})).toEqual({ ok: false, code: 'unknown_event' });
    },
  );

  it('larger than it may be ends the socket; the process goes on (RTC-14)', async () => {
    const socket = await opened();
    const cut = cutOf(socket);
    socket.emit('command', { name: 'ticket.reply', input: { body: 'x'.repeat(1_048_577) } }, () => undefined);
    expect(await cut).toBe('transport close');
    const next = await opened();
    expect(await answerOf(next, 'query', { name: 'inbox', input: {} })).toMatchObject({ ok: true });
  });
});

describe('a read position', () => {
  it.each([-1, 1.5, 2 ** 53, Number.NaN, '1', null, { $gt: 0 }])('of %j is none (RTC-19)', async (seq) => {
    const socket = await opened();
    const answer = await answerOf(socket, 'command', { name: 'ticket.read', input: { ticket, seq } });
    expect(answer).toMatchObject({ ok: false, code: expect.stringMatching(/^(type|not_allowed_value)$/u) });
  });

  it('beyond the head is the head, and never goes back (RTC-19)', async () => {
    const socket = await opened();
    const positionOf = async () => {
      const person = cluster.world.ids.people.get('giulia') ?? '';
      const reader = await cluster.world.installation.database.readers.findOne({ ticket, person }).lean();
      return reader?.pub;
    };
    const read = (seq: number) =>
      answerOf(socket, 'command', { name: 'ticket.read', input: { ticket, seq } });
    await cluster.world.run('luca', 'ticket.reply', { ticket, body: 'Ci siamo' });
    await read(1_000_000);
    expect(await positionOf()).toBe(2);
    await read(1);
    expect(await positionOf()).toBe(2);
  });
});

describe('a handshake', () => {
  const own = () => ({ cookie: giulia, origin: process.url });

  it.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'https://app.example.com.evil.com',
    'http://evil.example`',
    'http://evil.example$',
    'HTTP://LOCALHOST',
    undefined,
  ])('of a page of %s is refused, over both transports (RTC-04, CSR-04)', async (origin) => {
    for (const transports of [['websocket'], ['polling']] as ('websocket' | 'polling')[][]) {
      const headers = { cookie: giulia, ...(origin !== undefined && { origin }) };
      expect(await openRawSocket(process.url, { headers, transports })).toMatch(
        /^(websocket|xhr poll) error$/u,
      );
    }
  });

  it('takes the session from the cookie alone, never from an address (RTC-11)', async () => {
    const [name, value = ''] = giulia.split('=');
    const origin = process.url;
    const query = { token: value, cookie: giulia, [name ?? '']: value };
    expect(await openRawSocket(origin, { headers: { origin }, query })).toBe('unauthenticated');
    expect(await openRawSocket(origin, { headers: { origin }, auth: { token: value } })).toBe(
      'unauthenticated',
    );
  });

  it.each([{ company: { $gt: '' } }, { company: ['x'] }, { protocol: { $gt: 0 } }, { protocol: '2' }])(
    'that says %j is refused (RTC-10, RTC-12)',
    async (auth) => {
      expect(await openRawSocket(process.url, { headers: own(), auth })).toMatch(
        /^(type|bad_id|protocol_old|not_allowed_value)$/u,
      );
    },
  );

  it('that asks for an earlier connection begins a new one (RTC-09, RTC-10)', async () => {
    for (const auth of [
      { pid: 'stolen', offset: '1' },
      { pid: { $gt: '' }, offset: { $gt: '' } },
    ]) {
      const socket = await openRawSocket(process.url, { headers: own(), auth });
      if (typeof socket === 'string') throw new Error(socket);
      expect(socket.recovered ?? false).toBe(false);
    }
  });

  it.each(['/admin', '/socket.io', '/__proto__', '/x/y'])(
    'into the namespace %s finds none (RTC-21, RTC-22)',
    async (namespace) => {
      expect(await openRawSocket(process.url, { headers: own(), namespace })).toBe('Invalid namespace');
    },
  );
});
