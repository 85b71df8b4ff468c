import { openSearch } from '@sportello/search';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { rebuildIndex } from '../indexing/rebuild.ts';
import type { Installation } from '../installation.ts';
import { storeArticle } from '../testing/articles.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';
import { articleToSend } from './articlesToSend.ts';

type Person = Parameters<TestInstallation['as']>[0];
const name = uniqueName('to-send');
let portal: TestInstallation;
/** With the engine, and with one that cannot be had. */
let installations: readonly Installation[];
const tickets = { rossi: { ticket: '', number: 0 }, bianchi: { ticket: '', number: 0 } };

beforeAll(async () => {
  const { meiliUrl: url, meiliKey: key } = servers();
  portal = await openTestInstallation({ mongoUrl: databaseUrl(name), meiliUrl: url, meiliKey: key }, name);
  const patient = openSearch({ url, key, prefix: name, patience: 10_000 });
  installations = [
    { ...portal.installation, search: patient },
    { ...portal.installation, search: openSearch({ url: 'http://127.0.0.1:1', key, prefix: 'away' }) },
  ];
  tickets.rossi = await portal.openTicket('marco', { title: 'Fresa' });
  tickets.bianchi = await portal.openTicket('paolo', { title: 'Tornio' });
  const rossi = portal.ids.companies.get('rossi') ?? '';
  await storeArticle(portal, 'per-tutti', { title: 'Cespiti per tutti', audience: 'public' });
  await storeArticle(portal, 'per-clienti', { title: 'Cespiti per clienti', audience: 'signedIn' });
  await storeArticle(portal, 'per-rossi', {
    title: 'Cespiti di Rossi',
    audience: 'companies',
    companies: [rossi],
    body: '## Solo Rossi',
  });
  await storeArticle(portal, 'ritirato', { title: 'Cespiti ritirati', audience: 'nobody' });
  expect(await rebuildIndex(portal.installation.database, patient)).toEqual([]);
});
afterAll(async () => {
  await installations[0]?.search.drop();
  await portal.close();
});

async function offered(installation: Installation, by: Person, answering: string) {
  const input = { q: 'cespiti', sections: ['articles'], answering };
  const answer = await ask(installation, await portal.as(by), 'search', input);
  return answer.ok ? answer.data.articles.map(({ slug }) => slug).sort() : answer.code;
}

it('support is offered what the customer of the ticket may read, also while the search is away', async () => {
  for (const installation of installations) {
    expect(await offered(installation, 'luca', tickets.rossi.ticket)).toEqual([
      'per-clienti',
      'per-rossi',
      'per-tutti',
    ]);
    expect(await offered(installation, 'luca', tickets.bianchi.ticket)).toEqual(['per-clienti', 'per-tutti']);
  }
});

it('customers, and staff who may not see the ticket, get nothing (TEN-07)', async () => {
  for (const installation of installations)
    for (const by of ['marco', 'paolo', 'dario'] as const)
      expect(await offered(installation, by, tickets.rossi.ticket), by).toBe('not_found');
  expect(await offered(portal.installation, 'luca', '0'.repeat(24))).toBe('not_found');
});

it('the text of an article is given where it is offered, and nowhere else', async () => {
  const text = async (by: Person, number: number, slug: string) => {
    const answer = await articleToSend(portal.installation, await portal.as(by), number, slug);
    return answer.ok ? answer.data.body : answer.code;
  };
  expect(await text('luca', tickets.rossi.number, 'per-rossi')).toBe('## Solo Rossi');
  for (const [by, number, slug] of [
    ['luca', tickets.bianchi.number, 'per-rossi'],
    ['luca', tickets.rossi.number, 'ritirato'],
    ['luca', tickets.rossi.number, 'mai-scritto'],
    ['marco', tickets.rossi.number, 'per-rossi'],
    ['paolo', tickets.rossi.number, 'per-tutti'],
    ['dario', tickets.rossi.number, 'per-tutti'],
  ] as const)
    expect(await text(by, number, slug), `${by} ${slug}`).toBe('not_found');
});
