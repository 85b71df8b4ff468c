import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCluster, type TestCluster, type TestProcess } from '../testing/process.ts';

const open: Socket[] = [];
let cluster: TestCluster;
let process: TestProcess;
let giulia = '';

beforeAll(async () => {
  cluster = await openTestCluster(1);
  const [first] = cluster.processes;
  if (!first) throw new Error('no process');
  process = first;
  giulia = await first.cookie('giulia');
});
afterAll(async () => {
  for (const socket of open) socket.disconnect();
  await cluster.close();
});

describe('a socket', () => {
  function connect(
    headers: Record<string, string>,
    auth: Record<string, unknown> = {},
  ): Promise<Socket | string> {
    const socket = io(process.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
      auth,
    });
    open.push(socket);
    return new Promise((resolve) => {
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', (error) => resolve(error.message));
    });
  }

  const own = () => ({ cookie: giulia, origin: process.url });

  it.each(['https://evil.example', 'null', undefined])(
    'from another origin (%s) is refused before anything else (RTC-04)',
    async (origin) => {
      const { cookie } = own();
      expect(await connect({ cookie, ...(origin && { origin }) })).toBe('websocket error');
    },
  );

  it.each([
    'sportello=forged.value',
    'sportello=',
    'sportello[$ne]=x',
    `sportello=${'x'.repeat(3_000)}`,
    undefined,
  ])('with a forged session (%s) is refused (SES-05)', async (cookie) => {
    expect(await connect({ ...(cookie && { cookie }), origin: process.url })).toBe('unauthenticated');
  });

  it('of an old protocol or another company is told so (B.7)', async () => {
    expect(await connect(own(), { protocol: 0 })).toBe('protocol_old');
    expect(await connect(own(), { company: cluster.world.ids.companies.get('bianchi') })).toBe(
      'company_changed',
    );
  });

  it.each([
    ['query', { name: 'sync', input: { ticket: { $ne: null } } }],
    ['query', { name: 'sync', input: { ticket: '0'.repeat(24), have: Number.NaN } }],
    ['query', null],
    ['command', []],
    ['command', { name: 'ticket.reply', key: 'x', input: {} }],
    ['watch', { list: { view: 'open', sort: '-password' } }],
    ['unfollow', 42],
  ])('answers %s %j with a code and stays up (RTC-12)', async (event, payload) => {
    const socket = await connect(own());
    if (typeof socket === 'string') throw new Error(socket);
    const answer = (await socket.timeout(5_000).emitWithAck(event, payload)) as { ok: boolean; code: string };
    expect(answer.ok).toBe(false);
    expect([
      'bad_request',
      'bad_id',
      'type',
      'not_allowed_value',
      'malformed',
      'required',
      'unknown_event',
    ]).toContain(answer.code);
    expect(socket.connected).toBe(true);
  });

  it('that sends unknown events is told, then cut (RTC-01)', async () => {
    const socket = await connect(own());
    if (typeof socket === 'string') throw new Error(socket);
    expect(await socket.timeout(5_000).emitWithAck('base', {})).toMatchObject({
      ok: false,
      code: 'unknown_event',
    });
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    for (let index = 0; index < 15; index += 1) socket.emit('constructor', {});
    await cut;
    expect(socket.connected).toBe(false);
  });
});
