import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('every kind of answer tells browsers to be careful with it', () => {
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

  it('a form that another site sends', async () => {
    const answer = await answered('/login', {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'email=a&password=b',
    });
    expect(answer.status).toBe(403);
    expect(answer.headers).toMatchObject(careful);
  });

  it('a file that never changes, which may be kept for ever', async () => {
    const { status, headers } = await answered(await immutableFile());
    expect(status).toBe(200);
    expect(headers).toMatchObject({ ...careful, 'cache-control': 'public,max-age=31536000,immutable' });
  });
});

it('a page keeps its own policy, with the nonce of its scripts', async () => {
  const { headers } = await answered('/login');
  expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/u);
  expect(headers['content-security-policy']).not.toContain(', ');
});

it('whatever is asked where sockets are, the server answers once and goes on', async () => {
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
