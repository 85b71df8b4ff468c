import { servers, uniqueName } from '@sportello/services/testing';
import { Meilisearch } from 'meilisearch';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  articleDocument,
  type Documents,
  type IndexName,
  type MessageDocument,
  ticketDocument,
} from '../documents.ts';
import { openSearch, type Search } from '../open.ts';
import { article, fill, foundIn, id, message, request, ticket } from '../testing/sample.ts';
import type { Sources } from './rebuild.ts';

let search: Search;
beforeAll(async () => {
  const { meiliUrl, meiliKey } = servers();
  search = openSearch({ url: meiliUrl, key: meiliKey, prefix: uniqueName('indexing'), patience: 5_000 });
  await search.ensureIndexes();
});
afterAll(() => search.drop());

const find = async (q: string) => foundIn(await search.find(request(q)));

async function* each<T>(documents: readonly T[]): AsyncGenerator<T> {
  yield* documents;
}

const sources = (all: Partial<{ [N in IndexName]: readonly Documents[N][] }>): Sources => ({
  articles: each(all.articles ?? []),
  tickets: each(all.tickets ?? []),
  messages: each(all.messages ?? []),
});

describe('putting and removing', () => {
  const one = ticket(201, 'Primo');

  test('what was put is found when the promise resolves, and the same document twice is one', async () => {
    await fill(search, { tickets: [one], messages: [message(one, 1, 'barbabietola')] });
    await fill(search, { tickets: [one], messages: [message(one, 1, 'barbabietola')] });
    expect((await find('barbabietola')).messages).toEqual(['201.1']);
  });

  test('what was removed is gone; removing what is not there is no fault', async () => {
    await search.remove('messages', [`${one.id}-1`, `${one.id}-99`]);
    expect((await find('barbabietola')).messages).toEqual([]);
    await fill(search, { messages: [message(one, 2, 'carciofo'), message(one, 3, 'carciofo ancora')] });
    await search.removeMessagesOf([one.id]);
    expect((await find('carciofo')).messages).toEqual([]);
  });

  test('the index tells what it knows of tickets', async () => {
    const known = await search.ticketsKnown([one.id, id(299)]);
    expect([...known]).toEqual([
      [
        one.id,
        { seq: 1, company: one.company, gate: 'open', participants: one.participants, collaborators: [] },
      ],
    ]);
  });
});

describe('documents the engine cannot take', () => {
  const good = ticket(211, 'Buono');

  test('a poison document does not stop the others and is named (SEA-10)', async () => {
    const batch = Array.from({ length: 20 }, (_, n) => message(good, n + 1, `melanzana ${n}`));
    const deep: MessageDocument = { ...message(good, 50, 'melanzana velenosa'), id: 'x'.repeat(600) };
    const spaced: MessageDocument = { ...message(good, 51, 'melanzana velenosa'), id: 'con spazio' };
    const rejected = await search.put('messages', [...batch.slice(0, 7), deep, ...batch.slice(7), spaced]);
    expect(rejected.map((one) => one.id)).toEqual([deep.id, 'con spazio']);
    expect((await find('melanzana')).messages).toHaveLength(1);
    expect((await find('velenosa')).messages).toEqual([]);
  });

  test('one the engine itself refuses is found by halving (SEA-10)', async () => {
    const batch = Array.from({ length: 9 }, (_, n) => message(good, n + 100, `zucchina ${n}`));
    // A lone surrogate makes the whole request malformed; our own documents never contain one.
    const poison: MessageDocument = { ...message(good, 200, 'zucchina'), body: 'zucchina \ud800' };
    const rejected = await search.put('messages', [...batch.slice(0, 4), poison, ...batch.slice(4)]);
    expect(rejected).toEqual([{ id: poison.id, reason: expect.any(String) }]);
    expect((await find('zucchina 8')).messages).toEqual(['211.108']);
  });

  test('whatever people wrote can be stored', async () => {
    const texts = [
      '\ud800 solitario rapanello',
      `rapanello\u0000nullo`,
      'rapanello '.repeat(70_000),
      '😀'.repeat(40_000),
      'é\u0301'.repeat(9_000),
      '\ue000rapanello\ue001',
      `${'a'.repeat(2_000)} rapanello`,
    ];
    const documents = texts.map((body, n) => message(good, n + 300, body));
    expect(await search.put('messages', documents)).toEqual([]);
    const { messages } = await search.find(request('rapanello'));
    expect(messages).toHaveLength(1);
  });

  test('a text cannot forge a highlight (XSS-08)', async () => {
    const forged = ticket(212, 'Finto \ue000evidenziato\ue001 ravanello');
    await fill(search, { tickets: [forged] });
    const { tickets } = await search.find(request('ravanello'));
    expect(tickets[0]?.title.filter(({ hit }) => hit)).toEqual([{ text: 'ravanello', hit: true }]);
  });
});

describe('rebuilding', () => {
  const old = ticket(221, 'Vecchio finocchio');
  beforeEach(async () => {
    await fill(search, {
      tickets: [old],
      messages: [message(old, 1, 'finocchio antico')],
      articles: [article('finocchio', 'Il finocchio', 'testo')],
    });
  });

  test('whoever searches during a rebuild finds what there was, then what there is', async () => {
    const next = ticket(222, 'Nuovo finocchio');
    const documents = Array.from({ length: 6_000 }, (_, n) => message(next, n + 1, `finocchio numero ${n}`));
    const progress: string[] = [];
    let isDone = false;
    const answers: string[] = [];
    const watching = (async () => {
      while (!isDone) answers.push((await find('finocchio')).tickets.join());
    })();
    const rejected = await search.rebuild(
      sources({
        tickets: [ticketDocument(next)],
        messages: documents,
        articles: [articleDocument(article('finocchio', 'Il finocchio', 'testo'))],
      }),
      7,
      (index, done) => progress.push(`${index} ${done}`),
    );
    isDone = true;
    await watching;
    expect(rejected).toEqual([]);
    expect(await search.generation()).toBe(7);
    expect(progress).toEqual(['articles 1', 'tickets 1', 'messages 5000', 'messages 6000']);
    expect((await find('finocchio')).tickets).toEqual([222]);
    expect(answers.length).toBeGreaterThan(3);
    expect(new Set(answers)).toEqual(new Set(['221', '222']));
    expect(answers.indexOf('222')).toBe(answers.lastIndexOf('221') + 1);
    expect(await search.stats()).toEqual({ articles: 1, tickets: 1, messages: 6_000 });
  });

  test('a poison document does not stop a rebuild', async () => {
    const bad = { ...ticketDocument(old), id: 'non va' };
    const rejected = await search.rebuild(sources({ tickets: [bad, ticketDocument(old)] }), 8);
    expect(rejected.map((one) => one.id)).toEqual(['non va']);
    expect((await find('finocchio')).tickets).toEqual([221]);
  });

  test('a rebuild that is cut off leaves what there was', async () => {
    async function* broken(): AsyncGenerator<MessageDocument> {
      yield message(old, 1, 'finocchio rifatto');
      throw new Error('the database went away');
    }
    await expect(search.rebuild({ ...sources({}), messages: broken() }, 9)).rejects.toThrow(
      'the database went away',
    );
    expect(await search.generation()).toBe(8);
    expect((await find('finocchio')).tickets).toEqual([221]);
  });

  test('a rebuild that another one overtook does not take its place', async () => {
    const [wanted, other] = [ticket(231, 'Il finocchio voluto'), ticket(232, 'Il finocchio altrui')];
    const slowly = async function* (): AsyncGenerator<MessageDocument> {
      yield message(other, 1, 'finocchio lento');
      await search.rebuild(sources({ tickets: [ticketDocument(wanted)] }), 20);
      yield message(other, 2, 'finocchio lento');
    };
    const overtaken = search.rebuild(
      { ...sources({ tickets: [ticketDocument(other)] }), messages: slowly() },
      21,
    );
    await expect(overtaken).rejects.toThrow();
    expect(await search.generation()).toBe(20);
    expect((await find('finocchio')).tickets).toEqual([231]);
    expect(await search.stats()).toEqual({ articles: 0, tickets: 1, messages: 0 });
  });

  test('settings are applied once and stay', async () => {
    const client = new Meilisearch({ host: servers().meiliUrl, apiKey: servers().meiliKey });
    const count = async () => (await client.tasks.getTasks({ types: ['settingsUpdate'], limit: 1 })).total;
    await search.ensureIndexes();
    const before = await count();
    await search.ensureIndexes();
    expect(await count()).toBe(before);
    expect(await search.generation()).toBe(20);
  });
});
