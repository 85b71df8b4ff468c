import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { signIn } from '@sportello/core/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { newTicket } from './ticketPage.ts';

const folder = new URL('../../apps/web/src/routes/', import.meta.url).pathname;

/** Who asks, beside a stranger, of a ticket of Rossi that Giulia opened and nobody has in charge. */
const people = {
  giulia: 'giulia@rossi.example',
  rita: 'rita@rossi.example',
  sara: 'sara@rossi.example',
  paolo: 'paolo@bianchi.example',
  luca: 'luca@nordest.example',
  dario: 'dario@esterno.example',
  elena: 'elena@nordest.example',
} as const;
const identities = ['stranger', 'giulia', 'rita', 'sara', 'paolo', 'luca', 'dario', 'elena'] as const;
type Identity = (typeof identities)[number];
type Row = Readonly<Record<Identity, number>>;

const everybody = (status: number): Row => ({
  stranger: status,
  giulia: status,
  rita: status,
  sara: status,
  paolo: status,
  luca: status,
  dario: status,
  elena: status,
});
/** What needs somebody sends strangers to the sign-in page. */
const signedIn: Row = { ...everybody(200), stranger: 303 };
/** Sara takes no part in it, Paolo is of another company, Dario was not called: for them it does not exist. */
const onTicket: Row = { ...signedIn, sara: 404, paolo: 404, dario: 404 };
/** What only the provider's administrator has. */
const settings: Row = { ...everybody(404), stranger: 303, elena: 200 };
/** What operators say of themselves. */
const working: Row = { ...everybody(404), stranger: 303, luca: 200, elena: 200 };
/** Where support works; customers are led to their own list. */
const staff: Row = { ...everybody(303), luca: 200, dario: 200, elena: 200 };
/** What those look after who may hold companies. */
const holding: Row = settings;
/** Where articles are written: support does. */
const writing: Row = { ...settings, luca: 200 };
/** What only takes forms. */
const forms: Row = { ...everybody(405), stranger: 303 };
/** Something that is asked for by a name that nothing has. */
const missing: Row = { ...everybody(404), stranger: 303 };

/** A row per route of the pages, with an address of it. A new route without a row fails below. */
const matrix: Readonly<Record<string, { readonly address: (number: number) => string; readonly row: Row }>> =
  {
    '(app)': { address: () => '/', row: { ...signedIn, luca: 303, dario: 303, elena: 303 } },
    '(app)/articles': { address: () => '/articles', row: writing },
    '(app)/articles/categories': { address: () => '/articles/categories', row: settings },
    '(app)/articles/[id]': { address: () => '/articles/000000000000000000000000?new', row: writing },
    '(app)/articles/[id]/versions': {
      address: () => '/articles/000000000000000000000000/versions',
      row: missing,
    },
    '(app)/articles/new': {
      address: () => '/articles/new',
      row: { ...everybody(404), stranger: 303, luca: 303, elena: 303 },
    },
    '(app)/companies': { address: () => '/companies', row: holding },
    '(app)/companies/[id]': { address: () => '/companies/000000000000000000000000', row: missing },
    '(app)/desk': { address: () => '/desk?view=open', row: staff },
    '(app)/faq': { address: () => '/faq', row: everybody(200) },
    '(app)/faq/[slug]': { address: () => '/faq/there-is-none', row: everybody(404) },
    '(app)/faq/[slug]/seen': { address: () => '/faq/there-is-none/seen', row: everybody(405) },
    '(app)/faq/topics/[code]': { address: () => '/faq/topics/vat', row: everybody(200) },
    '(app)/faq/search.json': { address: () => '/faq/search.json?q=fattura', row: everybody(200) },
    '(app)/search': { address: () => '/search?q=fattura', row: everybody(200) },
    '(app)/settings/absence': { address: () => '/settings/absence', row: working },
    '(app)/settings/form': { address: () => '/settings/form', row: settings },
    '(app)/settings/mail': { address: () => '/settings/mail', row: settings },
    '(app)/settings/mail/logo.png': { address: () => '/settings/mail/logo.png', row: missing },
    '(app)/settings/routing': { address: () => '/settings/routing', row: settings },
    '(app)/settings/service': { address: () => '/settings/service', row: settings },
    '(app)/settings/workflow': { address: () => '/settings/workflow', row: settings },
    '(app)/settings/workflow/replay': { address: () => '/settings/workflow/replay', row: settings },
    '(app)/tickets': { address: () => '/tickets?view=open', row: signedIn },
    '(app)/tickets/[number]': { address: (number) => `/tickets/${number}`, row: onTicket },
    '(app)/tickets/[number]/articles/[slug]': {
      address: (number) => `/tickets/${number}/articles/there-is-none`,
      row: missing,
    },
    '(app)/tickets/[number]/people.json': {
      address: (number) => `/tickets/${number}/people.json`,
      row: onTicket,
    },
    '(app)/tickets/[number]/print': { address: (number) => `/tickets/${number}/print`, row: onTicket },
    '(app)/tickets/[number]/ticket.pdf': {
      address: (number) => `/tickets/${number}/ticket.pdf`,
      row: onTicket,
    },
    '(app)/tickets/export.csv': { address: () => '/tickets/export.csv', row: signedIn },
    '(app)/tickets/new': { address: () => '/tickets/new', row: signedIn },
    '(app)/tickets/people.json': { address: () => '/tickets/people.json', row: signedIn },
    '(app)/tickets/views': { address: () => '/tickets/views', row: signedIn },
    '(app)/tickets/views.json': { address: () => '/tickets/views.json', row: signedIn },
    company: { address: () => '/company', row: forms },
    'dev/mail': { address: () => '/dev/mail', row: everybody(200) },
    'dev/mail/[id]': { address: () => '/dev/mail/none', row: everybody(404) },
    'dev/mail/[id]/html': { address: () => '/dev/mail/none/html', row: everybody(404) },
    login: { address: () => '/login', row: { ...everybody(303), stranger: 200 } },
    logout: { address: () => '/logout', row: forms },
    'robots.txt': { address: () => '/robots.txt', row: everybody(200) },
    'sitemap.xml': { address: () => '/sitemap.xml', row: everybody(200) },
    preferences: { address: () => '/preferences', row: everybody(405) },
    // A link that was not made here, or whose subject is gone.
    'unsubscribe/[token]': { address: () => '/unsubscribe/none', row: everybody(410) },
  };
/** Pages for looking at parts of pages, which a product that is served does not have. */
const elsewhere = ['dev/previews'];

let portal: Portal;
let number = 0;
const cookies = new Map<Identity, string>();

beforeAll(async () => {
  portal = await openPortal();
  for (const who of identities) {
    if (who === 'stranger') continue;
    const session = await signIn(portal.url, people[who], 'prova-sportello');
    if (!session.ok) throw new Error(session.code);
    cookies.set(who, session.data.cookie);
  }
  number = await newTicket(portal, 'Matrice delle pagine');
});
afterAll(() => portal.close());

async function get(who: Identity, address: string): Promise<Response> {
  const cookie = cookies.get(who);
  return fetch(new URL(address, portal.url), {
    redirect: 'manual',
    headers: { accept: 'text/html', ...(cookie !== undefined && { cookie }) },
  });
}

describe('the access matrix of the pages', () => {
  it('has a row for every route (TEN-17)', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const routes = files
      .filter((file) => /(?:^|\/)\+(?:page(?:@.*)?\.svelte|server\.ts)$/u.test(file))
      .map(dirname)
      .filter((route) => !elsewhere.some((one) => route.startsWith(one)));
    expect([...new Set(routes)].sort()).toEqual(Object.keys(matrix).sort());
  });

  it.each(
    Object.entries(matrix).flatMap(([route, { address, row }]) =>
      identities.map((who) => [route, who, row[who], address] as const),
    ),
  )('%s by %s is %i (TEN-01, TEN-17)', async (_, who, status, address) => {
    const response = await get(who, address(number));
    expect(response.status).toBe(status);
    if (who === 'stranger' && status === 303)
      expect(response.headers.get('location')).toMatch(/^\/login\?to=/u);
  });
});

it('what does not exist is not there for a stranger either: no program is led to a page (TEN-17, HOK-03)', async () => {
  for (const address of ['/metrics', '/tickets/1/none', '/.env', '/settings/none'])
    for (const who of ['stranger', 'giulia'] as const)
      expect((await get(who, address)).status, `${address} by ${who}`).toBe(404);
});
