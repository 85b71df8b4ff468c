import { can, type SearchAnswer } from '@sportello/core';
import { demoPeople, findTicket, newId } from '@sportello/models';
import { openSearch } from '@sportello/search';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../ask.ts';
import type { Visitor } from '../../context.ts';
import { rebuildIndex } from '../../indexing/rebuild.ts';
import type { Installation } from '../../installation.ts';
import { openTestInstallation, type TestInstallation } from '../../testing/index.ts';
import { search } from '../search.ts';

type Person = (typeof demoPeople)[number]['id'];
const visitor: Visitor = { principal: null, locale: 'it' };
const name = uniqueName('searching');
const address = () => ({
  mongoUrl: databaseUrl(name),
  meiliUrl: servers().meiliUrl,
  meiliKey: servers().meiliKey,
});

let portal: TestInstallation;
let installation: Installation;
const numbers: Record<'rossi' | 'bianchi' | 'gated' | 'called', number> = {
  rossi: 0,
  bianchi: 0,
  gated: 0,
  called: 0,
};
const ids: Record<keyof typeof numbers, string> = { rossi: '', bianchi: '', gated: '', called: '' };

beforeAll(async () => {
  portal = await openTestInstallation(address(), name);
  const { meiliUrl: url, meiliKey: key } = servers();
  // Other tests keep the machine busy: this search waits longer than people would.
  const patient = openSearch({ url, key, prefix: name, patience: 10_000 });
  installation = { ...portal.installation, search: patient };
  const open = async (
    which: keyof typeof numbers,
    by: Person,
    title: string,
    description: string,
  ): Promise<void> => {
    const written = await portal.openTicket(by, { title, description });
    numbers[which] = written.number;
    ids[which] = written.ticket;
  };
  await open('rossi', 'marco', 'Cespiti: errore DOC320Q', 'Il programma cespiti si chiude da solo');
  await open('bianchi', 'paolo', 'Cespiti non ammortizzati', 'Nel bilancio mancano due cespiti');
  await open('gated', 'sara', 'Cespiti nuovi', 'Ho comprato una fresa');
  await open('called', 'chiara', 'Cespiti in leasing', 'Il canone è doppio');
  const done = [
    await portal.run('luca', 'ticket.note', { ticket: ids.rossi, body: 'Sospetto un dongle contraffatto' }),
    await portal.run('luca', 'ticket.reply', {
      ticket: ids.rossi,
      body: 'Aggiorni il modulo ammortamenti, poi riprovi',
    }),
    await portal.run('anna', 'ticket.assign', {
      ticket: ids.called,
      operator: portal.ids.people.get('dario') ?? '',
    }),
  ];
  expect(done.map(({ ok }) => ok)).toEqual([true, true, true]);
  const article = { category: 'accounting', related: [], views: 0, updatedAt: 1, revision: 1, tags: [] };
  await installation.database.articles.insertMany([
    {
      ...article,
      _id: newId(),
      slug: 'cespiti',
      locale: 'it',
      title: 'Registrare i cespiti',
      summary: 'Come si fa',
      body: 'Dal menu.',
      audience: 'public',
    },
    {
      ...article,
      _id: newId(),
      slug: 'assets',
      locale: 'en',
      title: 'Fixed assets (cespiti)',
      summary: 'How to',
      body: 'From the menu.',
      audience: 'public',
    },
    {
      ...article,
      _id: newId(),
      slug: 'cespiti-listino',
      locale: 'it',
      title: 'Cespiti: prezzi',
      summary: 'Riservato',
      body: 'Prezzi.',
      audience: 'signedIn',
    },
  ]);
  expect(await rebuildIndex(installation.database, installation.search)).toEqual([]);
});
afterAll(async () => {
  await installation.search.drop();
  await portal.close();
});

async function find(by: Person | Visitor, q: string): Promise<SearchAnswer> {
  const input = { q, sections: ['articles' as const, 'tickets' as const, 'messages' as const], limit: 20 };
  const result =
    typeof by === 'string'
      ? await ask(installation, await portal.as(by), 'search', input)
      : await search(installation, by, input);
  if (!result.ok) throw new Error(result.code);
  return result.data;
}
const numbersOf = ({ tickets }: SearchAnswer): number[] =>
  tickets.map(({ number }) => number).sort((one, other) => one - other);

describe('who finds what', () => {
  test('everybody finds exactly the tickets they may read, by word and by number (TEN-07)', async () => {
    for (const { id: person } of demoPeople) {
      const { principal } = await portal.as(person);
      const readable: number[] = [];
      for (const which of Object.keys(ids) as (keyof typeof ids)[]) {
        const ticket = await findTicket(installation.database, ids[which]);
        const mayRead = ticket !== null && can(principal, 'ticket.read', ticket);
        if (mayRead) readable.push(numbers[which]);
        expect(numbersOf(await find(person, `#${numbers[which]}`)), `${person} by number`).toEqual(
          mayRead ? [numbers[which]] : [],
        );
      }
      expect(numbersOf(await find(person, 'cespiti')), person).toEqual(
        readable.sort((one, other) => one - other),
      );
    }
  });

  test('a note is found by staff and leaves no trace for customers, not even in the numbers of messages (TEN-09)', async () => {
    expect((await find('luca', 'dongle')).messages).toMatchObject([{ number: numbers.rossi, seq: 2 }]);
    for (const customer of ['marco', 'giulia', 'rita', 'ugo'] as const)
      expect((await find(customer, 'dongle')).messages).toEqual([]);
    expect((await find('luca', 'ammortamenti')).messages).toMatchObject([{ seq: 3 }]);
    expect((await find('marco', 'ammortamenti')).messages).toMatchObject([{ seq: 2 }]);
  });

  test('names travel with the hits, and customers learn of no collaborator', async () => {
    const found = await find('marco', 'ammortamenti');
    expect(found.directory.people.map((person) => person.name)).toContain('Luca Moretti');
    const called = await find('chiara', 'leasing');
    expect(called.tickets).toHaveLength(1);
    expect(JSON.stringify(called)).not.toContain(portal.ids.people.get('dario'));
  });

  test('visitors find public articles alone, in their language first', async () => {
    const found = await find(visitor, 'cespiti');
    expect(found).toMatchObject({
      engine: 'meilisearch',
      tickets: [],
      messages: [],
      directory: { people: [], companies: [] },
    });
    expect(found.articles.map(({ slug }) => slug)).toEqual(['cespiti', 'assets']);
    expect((await find(visitor, `#${numbers.rossi}`)).tickets).toEqual([]);
    expect((await find('marco', 'cespiti')).articles.map(({ slug }) => slug).sort()).toEqual([
      'assets',
      'cespiti',
      'cespiti-listino',
    ]);
  });
});

describe('what is named outright', () => {
  test.each(['#N', 'N', ' N ', 'ticket N', 'Ticket #N', 'n. N', '#00N'])(
    '%s is the ticket, first',
    async (form) => {
      const { tickets } = await find('luca', form.replace('N', String(numbers.rossi)));
      expect(tickets[0]).toMatchObject({
        number: numbers.rossi,
        title: [{ text: 'Cespiti: errore DOC320Q', hit: false }],
      });
    },
  );

  test('it is found before the index knows it', async () => {
    const { number } = await portal.openTicket('marco', { title: 'Appena aperto' });
    expect(numbersOf(await find('marco', `#${number}`))).toEqual([number]);
    expect(numbersOf(await find('paolo', `#${number}`))).toEqual([]);
  });

  test('an e-mail address is the tickets of its owner, within the rights of who asks', async () => {
    expect(numbersOf(await find('luca', 'Paolo@Bianchi.example'))).toContain(numbers.bianchi);
    expect(numbersOf(await find('marco', 'paolo@bianchi.example'))).not.toContain(numbers.bianchi);
    expect(numbersOf(await find('luca', 'nessuno@altrove.example'))).toEqual([]);
  });
});

describe('an index that is behind', () => {
  test('who lost the right a moment ago finds nothing (SEA-04)', async () => {
    const { database } = installation;
    const bianchi = portal.ids.companies.get('bianchi') ?? '';
    const rossi = portal.ids.companies.get('rossi') ?? '';
    await database.tickets.updateOne({ _id: ids.rossi }, { $set: { company: bianchi } });
    const found = await find('marco', 'doc320q');
    expect(found.tickets).toEqual([]);
    expect((await find('marco', 'ammortamenti')).messages).toEqual([]);
    await database.tickets.updateOne({ _id: ids.rossi }, { $set: { company: rossi } });
    expect((await find('marco', 'doc320q')).tickets).toHaveLength(1);
  });

  test('what was erased or hidden is not shown, what was renamed shows its new name', async () => {
    const { database } = installation;
    const entry = { _id: `${ids.rossi}:3` };
    const before = await database.entries.findOne(entry).lean();
    await database.entries.updateOne(entry, { $unset: { body: 1 } });
    expect((await find('luca', 'ammortamenti')).messages).toEqual([]);
    await database.entries.updateOne(entry, {
      $set: { body: before?.body, audience: 'staff' },
      $unset: { pub: 1 },
    });
    expect((await find('marco', 'ammortamenti')).messages).toEqual([]);
    await database.entries.updateOne(entry, { $set: { audience: 'all', pub: 2 } });
    await database.tickets.updateOne({ _id: ids.rossi }, { $set: { title: 'Nuovo titolo' } });
    expect((await find('marco', 'doc320q')).tickets[0]?.title).toEqual([
      { text: 'Nuovo titolo', hit: false },
    ]);
    await database.tickets.updateOne({ _id: ids.rossi }, { $set: { title: 'Cespiti: errore DOC320Q' } });
  });

  test('an article that is gone or no longer public is left out', async () => {
    const { database } = installation;
    await database.articles.updateOne({ slug: 'cespiti' }, { $set: { audience: 'signedIn' } });
    const slugs = async () => (await find(visitor, 'cespiti')).articles.map(({ slug }) => slug);
    await expect.poll(slugs).toEqual(['assets']);
    await database.articles.updateOne({ slug: 'cespiti' }, { $set: { audience: 'public' } });
    await expect.poll(slugs).toEqual(['cespiti', 'assets']);
  });
});

describe('what was typed', () => {
  test('nothing: empty sections, no question to anybody (B.4)', async () => {
    for (const q of ['', '   ', '\u200b', '\u0000']) {
      expect(await find('luca', q)).toMatchObject({
        q: '',
        shortened: false,
        articles: [],
        tickets: [],
        messages: [],
      });
    }
  });

  test('a whole description finds similar tickets and articles', async () => {
    const found = await find(
      'giulia',
      'Buongiorno, da questa mattina quando apro il programma dei cespiti compare il messaggio DOC320Q e la finestra si chiude ' +
        'senza altri avvisi; ho già riavviato il computer due volte ma il problema resta. Potete aiutarmi? Grazie mille',
    );
    expect(found.shortened).toBe(true);
    expect(found.tickets[0]?.number).toBe(numbers.rossi);
    expect(found.articles.map(({ slug }) => slug)).toContain('cespiti');
  });

  test('injection is text, and never an error (SEA-01, B.4)', async () => {
    const foreign = portal.ids.companies.get('bianchi') ?? '';
    for (const q of [
      `" OR company = "${foreign}"`,
      `company = ${foreign}`,
      '{"$gt":""}',
      '$where',
      '('.repeat(300),
      '\\',
      "'",
      '#',
      '#0',
      '#99999999999',
      '@',
      'a@b',
      '^.*$',
    ]) {
      const found = await find('marco', q);
      expect(found.engine, q).toBe('meilisearch');
      expect(numbersOf(found), q).not.toContain(numbers.bianchi);
    }
  });

  test('what is no search is refused by name (SEA-02, INJ-06)', async () => {
    const marco = await portal.as('marco');
    for (const input of [
      { q: 'a', limit: 0 },
      { q: 'a', limit: 51 },
      { q: 'a', limit: 1.5 },
      { q: 'a', page: 2 },
      { q: 'a', facets: ['*'] },
      { q: 7 },
      {},
      { q: 'x'.repeat(20_001) },
    ]) {
      expect(await ask(installation, marco, 'search', input)).toMatchObject({ ok: false });
    }
  });
});
