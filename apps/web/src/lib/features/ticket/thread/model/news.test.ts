import { expect, it } from 'vitest';
import { News } from './news.ts';
import { anna, giulia, luca, message } from './sample.ts';

const name = (id: string): string => (id === luca ? 'Luca Moretti' : 'Anna Conti');

it('tells what arrives together in one sentence, and forgets it afterwards', () => {
  const news = new News(giulia);
  expect(news.gather([message(1, luca, 0)], name, 10_000)).toBe('Nuovo messaggio da Luca Moretti');
  expect(news.gather([message(2, luca, 0)], name, 10_300)).toBe('2 nuovi messaggi da Luca Moretti');
  expect(news.gather([message(3, anna, 0)], name, 10_600)).toBe('3 nuovi messaggi');
  expect(news.gather([message(4, anna, 0, { kind: 'note' })], name, 20_000)).toBe(
    'Nuova nota interna di Anna Conti',
  );
});

it('says nothing of own messages and of mere changes', () => {
  const news = new News(giulia);
  expect(
    news.gather([message(1, giulia, 0), message(2, luca, 0, { kind: 'change', body: null })], name, 0),
  ).toBeNull();
});
