import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { descriptionWords } from './description.ts';
import { openSearch, type Search } from './open.ts';
import { article, fill, foundIn, people, request, ticket } from './testing/sample.ts';

let search: Search;

beforeAll(async () => {
  const { meiliUrl, meiliKey } = servers();
  search = openSearch({ url: meiliUrl, key: meiliKey, prefix: uniqueName('words'), patience: 5_000 });
  await search.ensureIndexes();
  await fill(search, {
    messages: [],
    tickets: [
      ticket(201, 'Utente bloccato dopo tre tentativi', { excerpt: 'Ha sbagliato la password tre volte' }),
      ticket(202, 'Busta sempre dal cassetto sbagliato', { participants: [people.bruno] }),
      ticket(203, 'Scarto 00404 su tre fatture di ieri'),
      ticket(204, 'Il collega nuovo non entra nel gruppo della stampante'),
    ],
    articles: [
      article(
        'password-dimenticata',
        'Password dimenticata o utente bloccato',
        'Dopo tre tentativi l’utente si blocca. Si sblocca da sola in un’ora.',
      ),
      article(
        'fattura-scartata',
        'Fattura scartata: cosa fare in 5 giorni',
        'Leggi il codice, per esempio 00404, correggi e rimanda.',
      ),
      article(
        'app-agenti',
        'App agenti: installare il tablet',
        'Inquadra il codice QR e premi avvia: che cosa torna utile sapere.',
      ),
      article(
        'giacenze',
        'Giacenze negative',
        'Che cosa può essere entrato nel programma in un ordine sbagliato.',
      ),
      article('ddt', 'DDT: che cosa ci deve essere scritto', 'Causale, colli, vettore.'),
    ],
  });
});
afterAll(() => search.drop());

const find = async (q: string) => foundIn(await search.find(request(q)));

test('a description in whole sentences finds what it is about, not its rarest word', async () => {
  const locked = await find(
    'Un collega non riesce più ad entrare nel programma perché ha sbagliato la password tre volte, come si sblocca?',
  );
  expect(locked.articles[0]).toBe('password-dimenticata');
  expect(locked.tickets[0]).toBe(201);
  const rejected = await find(
    'Da stamattina la fattura F/1030 torna scartata con codice 00404, che cosa devo fare?',
  );
  expect(rejected.articles[0]).toBe('fattura-scartata');
  expect(rejected.tickets[0]).toBe(203);
});

test('typing errors in a description are forgiven', async () => {
  expect(
    (await find('Buongiorno, la fatura di ieri è stata scartatta dal sistema, potete aiutarmi?')).articles[0],
  ).toBe('fattura-scartata');
});

test('all words that were found are marked', async () => {
  const { articles } = await search.find(
    request('la password di un utente è stata dimenticata e ora è bloccato fuori'),
  );
  const marked = articles[0]?.title.filter(({ hit }) => hit).map(({ text }) => text.toLowerCase());
  expect(marked).toEqual(['password', 'dimenticata', 'utente', 'bloccato']);
});

test('what shares a word by chance is left out', async () => {
  const { articles } = await find(
    'Ho dimenticato la password e il mio utente risulta bloccato dopo tre tentativi',
  );
  expect(articles).toEqual(['password-dimenticata']);
});

test('keywords that no article has all of are weighed one by one, in whatever form they are typed', async () => {
  expect((await find('rimandare 00404')).articles[0]).toBe('fattura-scartata');
  expect((await find('dimenticate tentativo')).articles).toEqual(['password-dimenticata']);
  expect((await find('bolla scritta')).articles).toEqual(['ddt']);
});

test('a few keywords stay together', () => {
  expect(descriptionWords('fattura elettronica scartata')).toBeNull();
  expect(descriptionWords('la fattura non è di un cliente')).toBeNull();
  expect(descriptionWords('fattura torna scartata codice 00404')).toEqual([
    'fattur',
    'torn',
    'scartata',
    'codic',
    '00404',
  ]);
});
