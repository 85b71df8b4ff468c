import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signIn } from '@sportello/core/client';
import { servers } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

async function cookieOf(email: string): Promise<string> {
  const session = await signIn(portal.url, email, 'prova-sportello');
  if (!session.ok) throw new Error(session.code);
  return session.data.cookie;
}

describe('pages made at the same moment for many people', () => {
  /** Who asks, what must stand on their pages, and what of the others must not. */
  const readers = [
    { email: 'giulia@rossi.example', name: 'Giulia Ferri', company: 'Rossi Impianti' },
    { email: 'paolo@bianchi.example', name: 'Paolo Bianchi', company: 'Bianchi Arredi' },
    { email: 'ivo@verdi.example', name: 'Ivo Verdi', company: 'Verdi Logistica' },
    { email: null, name: null, company: null },
  ] as const;
  const looks = [
    { locale: 'it', theme: 'light' },
    { locale: 'en', theme: 'dark' },
  ] as const;
  const addresses = ['/', '/tickets?view=all', '/faq', '/search?q=fattura', '/tickets/new'];

  it('have nothing of each other, in their own language and look, each under a nonce of its own (WEB-02, WEB-04, WEB-05, TEN-12)', async () => {
    const cookies = await Promise.all(readers.map(({ email }) => (email ? cookieOf(email) : '')));
    const asked = Array.from({ length: 200 }, (_, index) => ({
      reader: index % readers.length,
      look: looks[Math.floor(index / readers.length) % looks.length] ?? looks[0],
      address: addresses[Math.floor(index / 8) % addresses.length] ?? '/',
    }));
    const pages = await Promise.all(
      asked.map(async ({ reader, look, address }) => {
        const cookie = `${cookies[reader]}; locale=${look.locale}; theme=${look.theme}`;
        const response = await fetch(`${portal.url}${address}`, { headers: { cookie }, redirect: 'manual' });
        return { response, body: await response.text() };
      }),
    );
    const nonces = new Set<string>();
    let whole = 0;
    for (const [index, { response, body }] of pages.entries()) {
      const { reader, look, address } = asked[index] ?? { reader: 0, look: looks[0], address: '' };
      const { name, company } = readers[reader] ?? readers[0];
      const what = `${address} for ${name} in ${look.locale}`;
      if (name === null && response.status === 303) continue;
      expect(response.status, what).toBe(200);
      whole += 1;
      expect(body, what).toMatch(new RegExp(`<html[^>]* lang="${look.locale}"`, 'u'));
      expect(body, what).toMatch(new RegExp(`<html[^>]*"${look.theme}"`, 'u'));
      if (name !== null) {
        expect(body, what).toContain(name);
        expect(body, what).toContain(company);
        expect(response.headers.get('cache-control'), what).toBe('private, no-store');
      }
      for (const other of readers) {
        if (other.name === null || other.name === name) continue;
        for (const text of [other.email, other.company]) expect(body, `${what}: ${text}`).not.toContain(text);
      }
      const [, nonce = ''] =
        /'nonce-([^']+)'/u.exec(response.headers.get('content-security-policy') ?? '') ?? [];
      expect(nonces.has(nonce), what).toBe(false);
      nonces.add(nonce);
    }
    expect(whole).toBeGreaterThan(150);
  });

  it('cannot be had under an address that looks like a file (WEB-04)', async () => {
    const cookie = await cookieOf('giulia@rossi.example');
    for (const address of [
      '/tickets.css',
      '/tickets/x.css',
      '/tickets/1001.css',
      '/tickets/new.js',
      '/search.json',
    ]) {
      const response = await fetch(`${portal.url}${address}`, { headers: { cookie }, redirect: 'manual' });
      expect(response.status, address).toBe(404);
      expect(response.headers.get('cache-control'), address).toBe('private, no-store');
    }
  });

  it('lead where the installation is, whatever host a request names (MAI-01, SSR-06, WEB-04)', async () => {
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'host=evil.example',
    };
    for (const address of ['/tickets', '/login', '/faq', '/nowhere']) {
      const response = await fetch(`${portal.url}${address}`, { headers, redirect: 'manual' });
      const text = `${await response.text()} ${[...response.headers].join(' ')}`;
      expect(text, address).not.toContain('evil.example');
    }
  });
});

describe('what is written for one company', () => {
  it('does not go to another that its writer has switched to meanwhile in another window; the text stays (TEN-11)', async () => {
    const page = await portal.signIn('chiara@bianchi.example', '/tickets/new', { javaScriptEnabled: false });
    const title = `Preventivo di Bianchi ${crypto.randomUUID().slice(0, 8)}`;
    await page.getByLabel('Titolo').fill(title);
    await page.getByLabel('Descrizione').fill('Listino riservato di Bianchi.');
    const ivo = await portal.program('ivo@verdi.example');
    const listOfVerdi = () => ivo.client.query('list', { view: 'all', sort: 'created' });
    const seen = await listOfVerdi();
    const form = { company: (seen.ok && seen.data.rows[0]?.ticket.company) || '' };
    const headers = { origin: portal.url };
    const switched = await page.request.post('/company', { form, headers, maxRedirects: 0 });
    expect(switched.status()).toBe(303);
    await page.getByRole('button', { name: 'Invia ticket' }).click();
    await page.getByText('Hai cambiato azienda in un’altra finestra').waitFor();
    expect(await page.getByLabel('Titolo').inputValue()).toBe(title);
    expect(await page.getByLabel('Descrizione').inputValue()).toBe('Listino riservato di Bianchi.');
    expect(JSON.stringify(await listOfVerdi())).not.toContain('Listino riservato');
  });
});

describe('after signing out', () => {
  it('nothing can be read by going back, and nothing of it stays on the device (SES-09)', async () => {
    const page = await portal.signIn('marco@rossi.example', '/tickets?view=all');
    expect(await page.getByRole('article').count()).toBeGreaterThan(0);
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.url().endsWith('/logout')),
      page.evaluate(() => {
        const form = document.createElement('form');
        Object.assign(form, { method: 'POST', action: '/logout' });
        document.body.append(form);
        form.submit();
      }),
    ]);
    expect((await answer.allHeaders())['clear-site-data']).toBe('"cache", "storage"');
    await page.waitForURL(/\/login/u);
    await page.goBack();
    await page.waitForURL(/\/login/u);
    expect(await page.getByRole('article').count()).toBe(0);
    const stays = await page.evaluate(async () => [
      localStorage.length,
      (await indexedDB.databases()).length,
    ]);
    expect(stays).toEqual([0, 0]);
  });
});

describe('what is sent to browsers', () => {
  const client = new URL('../../apps/web/build/client/', import.meta.url).pathname;
  const secrets = () => ['a-secret-of-the-tests-that-is-long-enough', servers().meiliKey];

  it('is no map of the source, no key, no address of a server, no hook of the tests (SEA-05, CFG-05)', async () => {
    const files = (await readdir(client, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter(({ name }) => name.endsWith('.map')).map(({ name }) => name)).toEqual([]);
    const forbidden =
      /sourceMappingURL|mongodb(?:\+srv)?:\/\/|rediss?:\/\/|smtps?:\/\/|MEILI_|AUTH_SECRET|MONGO_URL|process\.env|masterKey|prova-sportello|\/home\/|\/tmp\/|file:\/\//u;
    for (const { parentPath, name } of files) {
      if (!/\.(?:js|css|json|html|txt|webmanifest)$/u.test(name)) continue;
      const text = await readFile(join(parentPath, name), 'utf8');
      expect(forbidden.exec(text)?.[0], name).toBeUndefined();
    }
  });

  it('names no secret on any page or in any answer, also where it fails (SEA-05, LOG-03)', async () => {
    const cookie = await cookieOf('elena@nordest.example');
    const post = (body: string) => ({
      method: 'POST',
      body,
      headers: { cookie, origin: portal.url, 'content-type': 'application/json' },
    });
    const asked: [string, RequestInit][] = [
      ...[
        '/login',
        '/faq',
        '/settings/mail',
        '/settings/workflow',
        '/tickets?view=all',
        '/nowhere',
        '/%',
        '/healthz',
      ].map((path): [string, RequestInit] => [path, { headers: { cookie } }]),
      ['/api/query', post('{')],
      ['/api/query', post('{"name":"sync","input":{"ticket":{"$ne":null}}}')],
      [
        '/api/command',
        post(
          `{"name":"ticket.reply","key":"${crypto.randomUUID()}","input":{"ticket":"${'0'.repeat(24)}","body":"x"}}`,
        ),
      ],
      ['/api/command', post(`"${'x'.repeat(200_000)}"`)],
    ];
    for (const [path, init] of asked) {
      const response = await fetch(`${portal.url}${path}`, { redirect: 'manual', ...init });
      const text = `${await response.text()} ${[...response.headers].join(' ')}`;
      for (const secret of secrets()) expect(text.includes(secret), path).toBe(false);
      expect(text, path).not.toMatch(/node_modules|\bat \w+ \(|Mongo\w*Error|E11000|\/apps\/|\.ts:\d/u);
    }
  });

  it('has no page for looking at parts of pages, no console of the sockets, no inspector (CFG-05, RTC-22)', async () => {
    for (const path of [
      '/admin',
      '/metrics',
      '/debug',
      '/dumps',
      '/keys',
      '/.env',
      '/.git/config',
      '/_app/version.json.map',
    ]) {
      const response = await fetch(`${portal.url}${path}`, { redirect: 'manual' });
      expect(response.status, path).toBe(404);
    }
  });
});
