import { stumbledOver } from '@sportello/core/testing/evilTexts';
import { addressBucket } from '@sportello/domain';
import { expect, it } from 'vitest';
import { isOwnOrigin } from '../live/origins.ts';
import { clientAddress } from './clientAddress.ts';
import { contentDisposition, isKnown, rangeOf } from './fileHeaders.ts';

it.each<[string, (text: string) => unknown]>([
  [
    'an address that a proxy tells',
    (text) => clientAddress({ headers: { 'x-forwarded-for': text }, socket: {} }, 1),
  ],
  ['an address', addressBucket],
  ['an origin', (text) => isOwnOrigin(text, 'https://help.example')],
  // Lone surrogates never get this far: names of files are cleaned.
  ['the name of a download', (text) => contentDisposition('attachment', text.replace(/\p{Surrogate}/gu, ''))],
  ['what a browser has', (text) => isKnown({ 'if-none-match': text }, '"x"')],
  ['a part of a file', (text) => rangeOf({ range: text }, { size: 9, digest: 'x' })],
])(
  '%s is read in time that grows as the text does, whatever is in it (DOS-02)',
  (_, read) => {
    expect(stumbledOver(read)).toEqual([]);
  },
  120_000,
);
