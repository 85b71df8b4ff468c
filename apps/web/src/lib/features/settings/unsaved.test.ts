import { expect, test } from 'vitest';
import { entriesOf, formDataOf, readUnsaved } from './unsaved.ts';

test('a form is kept with everything that was typed, also twice under one name, and without its revision and files', () => {
  const form = new FormData();
  form.set('revision', '7');
  form.append('requestType', 'anomaly');
  form.append('requestType', 'request');
  form.set('file', new Blob(['x']));
  const kept = { revision: 7, entries: entriesOf(form) };
  expect(kept.entries).toEqual([
    ['requestType', 'anomaly'],
    ['requestType', 'request'],
  ]);
  const read = readUnsaved(JSON.stringify(kept));
  expect(read && formDataOf(read).getAll('requestType')).toEqual(['anomaly', 'request']);
});

test('what cannot be read is nothing', () => {
  for (const text of [null, '', '{', '{"revision":"x","entries":[]}', '{"revision":1,"entries":[["a"]]}'])
    expect(readUnsaved(text)).toBeNull();
});
