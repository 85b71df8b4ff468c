import type { Entry, Reader } from '@sportello/core';

/** People of the tests of this folder. */
export const giulia = 'c'.repeat(24);
export const luca = 'a'.repeat(24);
export const anna = 'b'.repeat(24);

/** A message by somebody; every fact can be replaced. */
export function message(seq: number, by: string, at: number, more: Partial<Entry> = {}): Entry {
  return {
    ticket: 'f'.repeat(24),
    seq,
    pub: seq,
    audience: 'all',
    kind: 'message',
    author: { id: by, side: by === giulia ? 'customer' : 'staff' },
    key: null,
    body: `text ${seq}`,
    lang: 'it',
    attachments: [],
    changes: {},
    at,
    ...more,
  };
}

/** A read position; `steps` tell when each public position was reached. */
export function reader(person: string, pub: number, more: Partial<Reader> = {}): Reader {
  return {
    person,
    side: person === giulia ? 'customer' : 'staff',
    seq: pub,
    pub,
    received: pub,
    steps: [],
    ...more,
  };
}
