import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientAddress } from '../http/clientAddress.ts';
import { openTestCluster, type TestCluster, type TestProcess } from '../testing/process.ts';
import { answerOf, cutOf, openSignedInSocket } from '../testing/rawSocket.ts';
import { SocketLimits } from './limits.ts';

describe('the address of a client', () => {
  it.each([
    ['of whoever is there, without a proxy', 0, '203.0.113.7', undefined, '203.0.113.7'],
    ['of whoever is there, whatever they say', 0, '203.0.113.7', '1.1.1.1', '203.0.113.7'],
    ['of whom one proxy speaks for', 1, '10.0.0.2', '198.51.100.9', '198.51.100.9'],
    [
      'of the last whom it speaks for, not of one made up',
      1,
      '10.0.0.2',
      '6.6.6.6, 198.51.100.9',
      '198.51.100.9',
    ],
    ['of whom two proxies speak for', 2, '10.0.0.2', '6.6.6.6, 198.51.100.9, 10.0.0.1', '198.51.100.9'],
    ['of the proxy where it says nothing', 1, '10.0.0.2', undefined, '10.0.0.2'],
    ['of the proxy where it says what is no address', 1, '10.0.0.2', '<b onmouseover=x>', '10.0.0.2'],
    ['of IPv6', 1, '::1', '2001:db8::1', '2001:db8::1'],
    ['of nobody', 0, undefined, undefined, 'unknown'],
  ])('is that %s (AUT-03, XSS-11)', (_, proxies, remoteAddress, told, address) => {
    const headers = told === undefined ? {} : { 'x-forwarded-for': told };
    expect(clientAddress({ headers, socket: { remoteAddress } }, proxies)).toBe(address);
  });
});

describe('handshakes', () => {
  it('of one address have a limit, whoever hops inside a network is still one, and others are not held up (RTC-17, AUT-03)', async () => {
    const limits = new SocketLimits();
    let waited = 0;
    for (let host = 0; host < 1_500; host += 1)
      waited = Math.max(waited, await limits.handshake(`2001:db8:1:2::${host.toString(16)}`));
    expect(waited).toBeGreaterThan(0);
    expect(await limits.handshake('2001:db8:1:3::1')).toBe(0);
    expect(await limits.handshake('203.0.113.7')).toBe(0);
  });

  it('of somebody with a thousand pages wait (RTC-16)', () => {
    const limits = new SocketLimits();
    expect(limits.page(999)).toBe(0);
    expect(limits.page(1_000)).toBeGreaterThan(0);
  });
});

describe('a process', () => {
  let cluster: TestCluster;
  let process: TestProcess;
  beforeAll(async () => {
    cluster = await openTestCluster(1);
    const [first] = cluster.processes;
    if (!first) throw new Error('no process');
    process = first;
  });
  afterAll(() => cluster.close());

  it('tells a page that floods it to wait, then cuts it; another goes on meanwhile (RTC-16)', async () => {
    const [flooding, working] = await Promise.all(
      (['giulia', 'luca'] as const).map(async (who) =>
        openSignedInSocket(process.url, await process.cookie(who)),
      ),
    );
    if (!flooding || !working) throw new Error('no sockets');
    const cut = cutOf(flooding);
    const told = new Promise<void>((resolve) => {
      for (let index = 0; index < 500; index += 1)
        flooding.emit('query', { name: 'sync', input: {} }, ({ code }: { code?: string }) => {
          if (code === 'too_many_requests') resolve();
        });
    });
    await told;
    for (let index = 0; index < 1_500; index += 1)
      flooding.emit('query', { name: 'sync', input: {} }, () => undefined);
    const meanwhile = await answerOf(working, 'query', { name: 'inbox', input: {} });
    expect(meanwhile).toMatchObject({ ok: true });
    expect(await cut).toBe('io server disconnect');
    // It may come back, as any page.
    const back = await openSignedInSocket(process.url, await process.cookie('giulia'));
    expect(await answerOf(back, 'query', { name: 'inbox', input: {} })).toMatchObject({ ok: true });
  });

  /** What a server answers to bytes that no browser would send, and whether it hung up. */
  function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(process.url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let heard = '';
      socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
      socket.on('data', (data) => {
        heard += data.toString('latin1');
      });
      socket.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(heard) : reject(error),
      );
      socket.once('close', () => resolve(heard));
      socket.end(text);
    });
  }
  const host = () => `Host: ${new URL(process.url).host}`;
  const upgrade = () =>
    `${host()}\r\nOrigin: ${process.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
  const many = (count: number) => Array.from({ length: count }, (_, index) => `X-${index}: 1\r\n`).join('');

  it.each([
    [
      '2,000 headers',
      () => `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${upgrade()}${many(2_000)}\r\n`,
      400,
    ],
    [
      'no key of a WebSocket',
      () =>
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${upgrade()}Sec-WebSocket-Version: 13\r\n\r\n`,
      400,
    ],
    [
      'a version that does not exist',
      () =>
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${upgrade()}Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 99\r\n\r\n`,
      400,
    ],
    [
      'a language of 20 KB',
      () => `GET /api/session HTTP/1.1\r\n${host()}\r\nAccept-Language: ${'it,'.repeat(7_000)}\r\n\r\n`,
      431,
    ],
    [
      'fifty cookies of 4 KB',
      () =>
        `GET /api/session HTTP/1.1\r\n${host()}\r\n${`Cookie: a=${'x'.repeat(4_000)}\r\n`.repeat(50)}\r\n`,
      431,
    ],
    [
      'two lengths',
      () => `POST /api/session HTTP/1.1\r\n${host()}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      400,
    ],
    [
      'a length and pieces',
      () =>
        `POST /api/session HTTP/1.1\r\n${host()}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'pieces of no size',
      () =>
        `POST /api/session HTTP/1.1\r\n${host()}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`,
      400,
    ],
    [
      'pieces under a false name',
      () =>
        `POST /api/session HTTP/1.1\r\n${host()}\r\nContent-Type: application/json\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'a bare line end in a header',
      () => `GET /api/session HTTP/1.1\r\n${host()}\r\nX-A: b\rX-B: c\r\n\r\n`,
      400,
    ],
    ['no host', () => 'GET /api/session HTTP/1.1\r\n\r\n', 400],
    ['no HTTP', () => 'HELLO\r\n\r\n', 400],
  ])('refuses %s, hangs up, and goes on (RTC-15, DOS-10, WEB-07)', async (_, request, status) => {
    const heard = await raw(request());
    expect(heard).toContain(`HTTP/1.1 ${status} `);
    expect(heard).not.toMatch(/node_modules|Error:/u);
    expect((await fetch(new URL('/healthz', process.url))).status).toBe(200);
  });

  it.each([
    ['nested a thousand deep', `a${'[b]'.repeat(1_000)}=x`, 401],
    ['with an item of a billion', 'a[999999999]=x&a[]=y', 401],
    ['with a prototype', '__proto__[isAdmin]=1&constructor[prototype][isAdmin]=1', 401],
    ['with fifty thousand keys', Array.from({ length: 50_000 }, (_, index) => `k${index}=`).join('&'), 431],
  ])('reads an address %s plainly, or not at all (INJ-11, PPM-01)', async (_, query, status) => {
    expect((await fetch(`${process.url}/api/session?${query}`)).status).toBe(status);
    expect('isAdmin' in {}).toBe(false);
  });

  it('offers no compression that a small message could burst (RTC-14)', async () => {
    const heard = await raw(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${upgrade()}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n`,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 101 /u);
    expect(heard.toLowerCase()).not.toContain('permessage-deflate');
  });
});
