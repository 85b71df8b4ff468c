import { expect, it } from 'vitest';
import { code, id, key, line, MESSAGE_LIMIT, prose, TITLE_LIMIT } from './fields.ts';
import { cleanFileName, extensionOf, withDistinctNames } from './fileNames.ts';
import { listQuery } from './requestsOfLists.ts';
import { emailAddress } from './requestsOfOpening.ts';
import { calendarDay } from './requestsOfSettings.ts';
import { stumbledOver } from './testing/evilTexts.ts';
import { countCharacters, excerpt, firstCharacters } from './text.ts';

it.each<[string, (text: string) => unknown]>([
  ['a title', (text) => line(TITLE_LIMIT).safeParse(text)],
  ['a message', (text) => prose(MESSAGE_LIMIT).safeParse(text)],
  ['an id', (text) => id.safeParse(text)],
  ['a key', (text) => key.safeParse(text)],
  ['a code', (text) => code.safeParse(text)],
  ['an e-mail address', (text) => emailAddress.safeParse(text)],
  ['a position in a list', (text) => listQuery.safeParse({ after: text })],
  ['a day', (text) => calendarDay.safeParse(text)],
  ['the name of a file', (text) => cleanFileName(text)],
  ['the ending of a file', (text) => extensionOf(text)],
  ['names of files', (text) => withDistinctNames([{ name: text }, { name: text }])],
  ['an excerpt', (text) => excerpt(text)],
  ['characters that are counted', (text) => countCharacters(text, MESSAGE_LIMIT)],
  ['first characters', (text) => firstCharacters(text, TITLE_LIMIT)],
])(
  '%s is read in time that grows as the text does, whatever is in it (DOS-02, MAI-04)',
  (_, read) => {
    expect(stumbledOver(read)).toEqual([]);
  },
  120_000,
);
