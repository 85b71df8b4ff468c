import { signIn } from '@sportello/core/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openPortal, type Portal } from './portal.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

/** What every answer tells browsers, whoever makes it. */
const careful = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': expect.stringMatching(/^(same-origin|no-referrer)$/u),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'x-permitted-cross-domain-policies': 'none',
  'permissions-policy': expect.stringContaining('camera=()'),
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
};

async function answered(path: string, init: RequestInit = {}) {
  const response = await fetch(`${portal.url}${path}`, { redirect: 'manual', ...init });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** A script that the sign-in page loads. */
async function immutableFile(): Promise<string> {
  const { body } = await answered('/login');
  const [path = ''] = /\/_app\/immutable\/[\w/.-]+\.js/u.exec(body) ?? [];
  return path;
}

describe('every kind of answer tells browsers to be careful with it (WEB-03, WEB-08)', () => {
  it.each([
    ['a page', '/login', 200],
    ['a page for visitors', '/faq', 200],
    ['a page that leads to signing in', '/tickets', 303],
    ['a page that does not exist', '/faq/non-esiste', 404],
    ['a file of the site', '/favicon.svg', 200],
    ['a file that is gone', '/_app/immutable/chunks/gone.js', 404],
    ['results for visitors', '/faq/search.json?q=iva', 200],
    ['the API', '/api/session', 401],
    ['what the API does not have', '/api/nothing', 404],
    ['health', '/healthz', 200],
    ['what is no handshake, where sockets are', '/socket.io/', 400],
    ['a handshake of nobody knows which page', '/socket.io/?EIO=4&transport=polling', 403],
    ['a path that is no path', '/%c0%ae/', 400],
  ])('%s', async (_, path, status) => {
    const answer = await answered(path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(careful);
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    // This portal is open over plain http.
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  });

  it('a form that another site sends (CSR-03)', async () => {
    const answer = await answered('/login', {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'email=a&password=b',
    });
    expect(answer.status).toBe(403);
    expect(answer.headers).toMatchObject(careful);
  });

  it('a file of a ticket, whole, in part, unchanged, beyond its end and where there is none (WEB-08, ATT-01)', async () => {
    const session = await signIn(portal.url, 'giulia@rossi.example', 'prova-sportello');
    if (!session.ok) throw new Error(session.code);
    const own = { cookie: session.data.cookie, origin: portal.url };
    const sent = await fetch(`${portal.url}/api/attachments`, {
      method: 'POST',
      headers: { ...own, 'x-file-name': 'nota.html' },
      body: '<script>alert(1)</script>',
    });
    const { data } = z.object({ data: z.object({ id: z.string() }) }).parse(await sent.json());
    const giulia = await portal.program('giulia@rossi.example');
    await giulia.do('ticket.open', {
      title: 'Un allegato',
      description: 'Per le intestazioni.',
      category: 'accounting',
      subcategory: 'e-invoicing',
      attachments: [{ id: data.id }],
    });
    const path = `/api/attachments/${data.id}`;
    const whole = await answered(path, { headers: own });
    const kinds: [number, Record<string, string>][] = [
      [200, {}],
      [206, { range: 'bytes=0-3' }],
      [304, { 'if-none-match': whole.headers['etag'] ?? '' }],
      [416, { range: 'bytes=9999-' }],
    ];
    for (const [status, more] of kinds) {
      const answer = await answered(path, { headers: { ...own, ...more } });
      expect(answer.status).toBe(status);
      expect(answer.headers, String(status)).toMatchObject({
        ...careful,
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-cache',
      });
    }
    for (const [status, init] of [
      [401, {}],
      [403, { method: 'POST', headers: { ...own, origin: 'https://evil.example' } }],
    ] as [number, RequestInit][])
      expect(await answered(path, init)).toMatchObject({ status, headers: careful });
    const missing = await answered(`/api/attachments/${'0'.repeat(24)}`, { headers: own });
    expect(missing).toMatchObject({ status: 404, headers: careful });
  });

  it('what is too large (WEB-08)', async () => {
    const headers = { origin: portal.url, 'content-type': 'application/json' };
    const answer = await answered('/api/session', {
      method: 'POST',
      headers,
      body: `"${'x'.repeat(200_000)}"`,
    });
    expect(answer).toMatchObject({ status: 413, headers: careful });
  });

  it('a file that never changes, which may be kept for ever', async () => {
    const { status, headers } = await answered(await immutableFile());
    expect(status).toBe(200);
    expect(headers).toMatchObject({ ...careful, 'cache-control': 'public,max-age=31536000,immutable' });
  });
});

it('a page keeps its own policy, with the nonce of its scripts (WEB-02)', async () => {
  const { headers } = await answered('/login');
  expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/u);
  expect(headers['content-security-policy']).not.toContain(', ');
});

it('whatever is asked where sockets are, the server answers once and goes on (B.7)', async () => {
  const polling = '/socket.io/?EIO=4&transport=polling';
  const own = { headers: { origin: portal.url } };
  for (const path of ['/socket.io/', '/socket.io/?EIO=3&transport=polling', '/socket.io/?EIO=4&transport=x'])
    expect((await answered(path, own)).status).toBe(400);
  const opened = await answered(polling, own);
  expect(opened).toMatchObject({ status: 200, headers: careful, body: expect.stringMatching(/^0\{"sid":/u) });
  const sid = /"sid":"([^"]+)"/u.exec(opened.body)?.[1] ?? '';
  const posted = await answered(`${polling}&sid=${sid}`, { ...own, method: 'POST', body: '40' });
  expect(posted).toMatchObject({ status: 200, body: 'ok' });
  // Nobody is signed in: the socket says so on the poll that waited for it.
  expect((await answered(`${polling}&sid=${sid}`, own)).body).toContain('unauthenticated');
  expect((await answered('/healthz')).status).toBe(200);
});
