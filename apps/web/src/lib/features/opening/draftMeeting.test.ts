import { expect, test } from 'vitest';
import { meet, readDeviceState } from './draftMeeting.ts';
import { draftText, readDraft } from './openingDraft.ts';
import { emptyOpening } from './openingForm.ts';

const draft = (title: string) => {
  const read = readDraft(draftText({ ...emptyOpening, title }, 'a-key'));
  if (!read) throw new Error('no draft');
  return read;
};
const kept = (version: string, title: string) => {
  const { followUpOf: _, ...fields } = { ...emptyOpening, title };
  return { version, fields: { ...fields, key: 'a-key' }, files: [], at: 0 };
};

test('what only one of the two knows is gone on with', () => {
  expect(meet(null, null, null)).toBe('none');
  expect(meet(draft('Qui'), null, null)).toBe('device');
  expect(meet(null, null, kept('1', 'Là'))).toBe('server');
});

test('the newer one of two is gone on with, where it was made of the older one', () => {
  expect(meet(draft('Ancora qui'), { base: '1', isSaved: false }, kept('1', 'Qui'))).toBe('device');
  expect(meet(draft('Qui'), { base: '1', isSaved: true }, kept('2', 'Poi là'))).toBe('server');
});

test('two that do not know of each other are both kept; two that say the same are one', () => {
  expect(meet(draft('Qui'), { base: '1', isSaved: false }, kept('2', 'Là'))).toBe('both');
  expect(meet(draft('Qui'), null, kept('2', 'Là'))).toBe('both');
  expect(meet(draft('Uguale'), null, kept('2', 'Uguale'))).toBe('device');
});

test('what was sent or given up elsewhere does not come back, what was written since does', () => {
  expect(meet(draft('Qui'), { base: '1', isSaved: true }, null)).toBe('ended');
  expect(meet(draft('Qui e altro'), { base: '1', isSaved: false }, null)).toBe('device');
  expect(meet(null, { base: '1', isSaved: false }, kept('1', 'Rinunciato qui'))).toBe('ended');
  expect(meet(null, { base: '1', isSaved: false }, kept('2', 'Scritto là dopo'))).toBe('server');
});

test('what cannot be read on the device is as if it were not there', () => {
  for (const text of ['', '{', '{"base":7,"isSaved":true}', 'null']) expect(readDeviceState(text)).toBeNull();
});
