import type { Highlighted } from '@sportello/core';

/** Marks around a match. No document contains them: these characters are taken out of every text that is indexed. */
export const BEGIN = '\ue000';
/** See {@link BEGIN}. */
export const END = '\ue001';

/** A marked text in pieces, as the engine marked it. */
function pieces(marked: string): Highlighted {
  return marked.split(BEGIN).flatMap((part, index) => {
    if (index === 0) return part === '' ? [] : [{ text: part, hit: false }];
    const [hit = '', ...rest] = part.split(END);
    const after = rest.join('');
    return [{ text: hit, hit: true }, ...(after === '' ? [] : [{ text: after, hit: false }])];
  });
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const WORD = /[\p{L}\p{N}]+/gu;
const REST_OF_WORD = /^[\p{L}\p{N}]+/u;

/**
 * Cuts a marked text into pieces. What was typed is marked as far as it goes; what was found in spite of a typing error
 * is marked as a whole word, where the engine would end somewhere in it.
 * @param typed the words that were searched for
 */
export function highlighted(marked: string, typed: string): Highlighted {
  const words = new Set(folded(typed).match(WORD));
  const cut: { text: string; hit: boolean }[] = [];
  for (const piece of pieces(marked)) {
    const before = cut.at(-1);
    const isBegun = before?.hit && !piece.hit && !words.has(folded(before.text));
    const rest = (isBegun && REST_OF_WORD.exec(piece.text)?.[0]) || '';
    if (before) before.text += rest;
    const text = piece.text.slice(rest.length);
    if (text !== '') cut.push({ text, hit: piece.hit });
  }
  return cut;
}

const plain = (marked: string): string => marked.replaceAll(BEGIN, '').replaceAll(END, '');

/** The marks of several copies of a text, all in one. A copy of another text (another crop) is left out. */
export function united(first: string, others: readonly string[]): string {
  const text = plain(first);
  const isHit = new Array<boolean>(text.length).fill(false);
  for (const copy of [first, ...others.filter((other) => plain(other) === text)]) {
    let at = 0;
    for (const piece of pieces(copy)) {
      if (piece.hit) isHit.fill(true, at, at + piece.text.length);
      at += piece.text.length;
    }
  }
  let marked = '';
  for (let at = 0; at < text.length; at += 1) {
    if (isHit[at] && !isHit[at - 1]) marked += BEGIN;
    marked += text.charAt(at);
    if (isHit[at] && !isHit[at + 1]) marked += END;
  }
  return marked;
}
