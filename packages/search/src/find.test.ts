import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSearch, type Search } from './open.ts';
import {
  article,
  bakery,
  everything,
  fill,
  foundIn,
  foundry,
  message,
  people,
  request,
  ticket,
} from './testing/sample.ts';

let search: Search;

const printing = ticket(101, 'Errore DOC320Q in stampa', {
  excerpt: 'La stampante si ferma a metà della fattura',
});
const otherCode = ticket(102, 'Errore DOC321Q dopo l’aggiornamento', { participants: [people.bruno] });
const discarded = ticket(103, 'Fattura elettronica scartata dallo SdI', {
  participants: [people.anna, people.bruno],
});
const abroad = ticket(104, 'Stampante etichette ferma', {
  company: foundry,
  participants: [people.carla],
  collaborators: [people.dario],
});
const gated = ticket(105, 'Stampante nuova da autorizzare', { state: 'authorization' });
const waybill = ticket(106, 'DDT di reso senza causale');
const payslip = ticket(107, 'Busta paga di marzo sbagliata');
const tickets = [printing, otherCode, discarded, abroad, gated, waybill, payslip];

beforeAll(async () => {
  const { meiliUrl, meiliKey } = servers();
  search = openSearch({ url: meiliUrl, key: meiliKey, prefix: uniqueName('find'), patience: 5_000 });
  await search.ensureIndexes();
  await fill(search, {
    tickets,
    messages: [
      message(printing, 1, 'Premendo **stampa** compare il codice `DOC320Q`, poi la finestra si chiude.'),
      message(printing, 2, 'La perizia interna dice che il cliente non paga', {
        audience: 'staff',
        pub: null,
      }),
      message(printing, 3, 'Provi a reinstallare il driver, vedi [la guida](https://example.com/guida)', {
        pub: 2,
      }),
      message(otherCode, 1, 'Il numero verde è 049 876 5432, la matricola PA310 e quella vecchia PA311'),
      message(discarded, 1, 'La città del cessionario è sbagliata, perché manca l’azienda'),
      message(discarded, 2, 'La città va corretta nell’anagrafica'),
      message(abroad, 1, 'La perizia del tecnico è allegata, scrivere a mario.rossi@fonderia.it'),
      message(gated, 1, 'Serve la perizia prima di autorizzare'),
      message(waybill, 1, 'Le note di credito sono giuste; 请问发票怎么开'),
      message(payslip, 1, 'GUID 3f2504e0-4f89-11d3-9a0c-0305e82c3301 nel registro'),
    ],
    articles: [
      article(
        'scarti-sdi',
        'Perché lo SdI scarta una fattura elettronica',
        'I codici di scarto più comuni sono 00404 e 00311.',
      ),
      article(
        'rejected-invoices',
        'Why the SdI rejects an e-invoice',
        'The commonest codes are 00404 and 00311.',
        { _id: 'rejected-en', locale: 'en' },
      ),
      article(
        'nota-di-credito',
        'Emettere una nota di credito',
        'Dal menu Vendite si sceglie Nuova nota di credito.',
      ),
      article('listino', 'Listino riservato ai clienti', 'Prezzi dei moduli.', { audience: 'signedIn' }),
      article('documento-di-trasporto', 'Emettere un documento di trasporto', 'Si apre dal magazzino.'),
    ],
  });
});
afterAll(() => search.drop());

const find = async (q: string, more: Parameters<typeof request>[1] = {}) =>
  foundIn(await search.find(request(q, more)));

describe('typing errors and word forms', () => {
  test.each([
    ['stampnte', [101]],
    ['stampamte', [101]],
    ['fatura eletronica', [103]],
    ['etichete', [104]],
  ])('%s is found in spite of the error', async (q, numbers) => {
    expect((await find(q)).tickets).toEqual(expect.arrayContaining(numbers));
  });

  test('singular finds plural and the other way round', async () => {
    expect((await find('fatture')).tickets).toEqual(expect.arrayContaining([101, 103]));
    expect((await find('nota')).messages).toContain('106.1');
    expect((await find('etichetta')).tickets).toContain(104);
  });

  test('accents and apostrophes may be missing', async () => {
    expect((await find('citta')).messages).toHaveLength(1);
    expect((await find('perche manca')).messages).toContain('103.1');
    expect((await find('azienda')).messages).toContain('103.1');
    expect((await find("dell'azienda")).messages).toContain('103.1');
  });

  test('every key press finds: the last word may be unfinished', async () => {
    for (const q of ['st', 'sta', 'stam', 'stampan']) expect((await find(q)).tickets).toContain(101);
  });

  test('names of the trade mean each other', async () => {
    expect((await find('cedolino')).tickets).toContain(107);
    expect((await find('bolla')).tickets).toContain(106);
    expect((await find('bolla')).articles).toContain('documento-di-trasporto');
    expect((await find('documento di trasporto')).tickets).toContain(106);
    expect((await find('ddt')).articles).toContain('documento-di-trasporto');
    expect((await find('e-fattura')).tickets).toContain(103);
  });

  test('text without spaces between the words is found', async () => {
    expect((await find('发票')).messages).toContain('106.1');
  });
});

describe('codes and numbers', () => {
  test('a code is matched to the letter, in any case', async () => {
    expect((await find('doc320q')).tickets).toEqual([101]);
    expect((await find('DOC321Q')).tickets).toEqual([102]);
    expect((await find('doc329q')).tickets).toEqual([]);
    expect((await find('pa310')).messages).toEqual(['102.1']);
    expect((await find('pa 310')).messages).toContain('102.1');
    expect((await find('pa312')).messages).toEqual([]);
  });

  test('the beginning of a code finds it while it is typed', async () => {
    expect((await find('doc32')).tickets.sort()).toEqual([101, 102]);
  });

  test('a code beside words ranks its ticket first', async () => {
    expect((await find('errore doc321q')).tickets[0]).toBe(102);
    expect((await find('doc321q errore')).tickets[0]).toBe(102);
  });

  test('a wrong digit in a number is not forgiven', async () => {
    expect((await find('00404')).articles).toContain('scarti-sdi');
    expect((await find('00405')).articles).toEqual([]);
    expect((await find('101')).tickets).toEqual([101]);
  });

  test('telephone numbers, e-mail addresses and GUIDs are found however they are written', async () => {
    expect((await find('0498765432')).messages).toEqual(['102.1']);
    expect((await find('049 8765432')).messages).toContain('102.1');
    expect((await find('mario.rossi@fonderia.it')).messages[0]).toBe('104.1');
    expect((await find('3f2504e0-4f89-11d3-9a0c-0305e82c3301')).messages[0]).toBe('107.1');
  });
});

describe('who finds what', () => {
  const ofBakery = { scope: { company: bakery }, side: 'customer' } as const;

  test('a company finds its own tickets and never those of another', async () => {
    expect((await find('stampante', ofBakery)).tickets.sort()).toEqual([101, 105]);
    expect((await find('stampante', { scope: { company: foundry }, side: 'customer' })).tickets).toEqual([
      104,
    ]);
    expect(await find('perizia', { scope: { company: foundry }, side: 'customer' })).toMatchObject({
      messages: ['104.1'],
    });
  });

  test('customers never find an internal note', async () => {
    expect((await find('perizia', ofBakery)).messages).toEqual(['105.1']);
    expect((await find('perizia')).messages).toContain('101.2');
  });

  test('a narrow profile finds only tickets it takes part in', async () => {
    const bruno = { scope: { company: bakery, participant: people.bruno }, side: 'customer' } as const;
    expect((await find('errore', bruno)).tickets).toEqual([102]);
    expect((await find('città', bruno)).messages).toHaveLength(1);
    expect((await find('stampa', bruno)).messages).toEqual([]);
  });

  test('support does not find what its company has not let through', async () => {
    expect((await find('stampante')).tickets.sort()).toEqual([101, 104]);
    expect((await find('perizia')).messages).not.toContain('105.1');
  });

  test('an outside collaborator finds only tickets he was called to', async () => {
    const dario = { scope: { ...everything, collaborator: people.dario } };
    expect(await find('stampante', dario)).toMatchObject({ tickets: [104] });
    expect(await find('perizia', dario)).toMatchObject({ messages: ['104.1'] });
  });

  test('who is not signed in finds public articles and nothing else', async () => {
    const visitor = { scope: null, side: 'customer', articles: { kind: 'visitor' } } as const;
    expect(await find('listino', visitor)).toEqual({ articles: [], tickets: [], messages: [] });
    expect(await find('scarta fattura', visitor)).toMatchObject({
      articles: ['scarti-sdi'],
      tickets: [],
      messages: [],
    });
    expect((await find('listino')).articles).toEqual(['listino']);
  });
});

describe('what a hit shows', () => {
  test('matches are pieces of the text, never markup (XSS-08)', async () => {
    const { tickets, messages } = await search.find(request('doc320q'));
    expect(tickets[0]?.title).toEqual([
      { text: 'Errore ', hit: false },
      { text: 'DOC320Q', hit: true },
      { text: ' in stampa', hit: false },
    ]);
    expect(messages[0]?.crop.map(({ text }) => text).join('')).toBe(
      'Premendo stampa compare il codice DOC320Q , poi la finestra si chiude.',
    );
  });

  test('a ticket is shown once among the messages, by its best one', async () => {
    expect((await find('città')).messages).toHaveLength(1);
  });

  test('articles of the own language come first, others fill up', async () => {
    expect((await find('sdi')).articles).toEqual(['scarti-sdi', 'rejected-invoices']);
    expect((await find('sdi', { locale: 'en' })).articles).toEqual(['rejected-invoices', 'scarti-sdi']);
  });

  test('a section that was not asked for stays empty', async () => {
    expect(await find('stampa', { sections: ['articles'] })).toMatchObject({ tickets: [], messages: [] });
  });
});

describe('bad input', () => {
  test('injection is text (SEA-01)', async () => {
    const attacks = [
      `" OR company = "${foundry}`,
      `' OR 1=1`,
      `company = ${foundry}`,
      '\\',
      '\n',
      'IN [a, b]',
      '_geoRadius(1,2,3)',
      `${'('.repeat(300)}a${')'.repeat(300)}`,
      'AND OR NOT ( )',
      '*',
      '?',
      '-',
      '"',
      '""',
      '^a.*$',
      '<script>alert(1)</script>',
      '{7*7}',
      '{"$gt":""}',
      '%00',
      '../..',
    ];
    for (const q of attacks) {
      const found = await find(q, { scope: { company: bakery }, side: 'customer' });
      expect(found.tickets).not.toContain(104);
      expect(found.messages).not.toContain('104.1');
    }
  });

  test('a filter is made of ids alone (SEA-01, SEA-07)', async () => {
    await expect(
      search.find(request('a', { scope: { company: `" OR company = "${foundry}` } })),
    ).rejects.toThrow('made of ids alone');
  });

  test('empty, blank, one letter, only stop words, only signs: an answer (SEA-09, B.4)', async () => {
    for (const q of ['', '   ', '\u0000', '\ud800'])
      expect(await find(q)).toEqual({ articles: [], tickets: [], messages: [] });
    for (const q of [
      's',
      'il',
      'come',
      'the',
      '...',
      '😀'.repeat(200),
      'e\u0301\u0301\u0301\u0301',
      '\u202eabc',
      '한국어',
    ])
      await find(q);
  });

  test('a very long text is searched for by its telling words (SEA-09, B.4)', async () => {
    const { shortened } = await search.find(request('parola '.repeat(2_800)));
    expect(shortened).toBe(true);
  });
});
