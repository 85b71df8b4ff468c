import { cleanLine, cleanText, MESSAGE_LIMIT, TITLE_LIMIT } from '@sportello/core';
import { describe, expect, test } from 'vitest';
import { demoCategories } from './index.ts';
import { customerReplies, details, openings } from './names/customer-sentences.ts';
import {
  type Chance,
  companyName,
  type LineKind,
  personName,
  ticketDescription,
  ticketTitle,
  writtenMessage,
} from './names/fill.ts';
import { closingSentences, noteSentences, supportReplies } from './names/support-sentences.ts';
import { titleTemplates } from './names/titles.ts';

const kinds: readonly LineKind[] = ['opening', 'detail', 'customerReply', 'supportReply', 'note', 'closing'];

/** A repeatable chance (mulberry32). */
function steady(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function expectClean(text: string): void {
  expect(text).not.toMatch(/[{}]|undefined/);
  expect(cleanText(text, MESSAGE_LIMIT)).toEqual({ ok: true, text });
}

describe('material for a large installation', () => {
  test('is large and does not repeat itself', () => {
    const sentences = [
      ...openings,
      ...details,
      ...customerReplies,
      ...supportReplies,
      ...noteSentences,
      ...closingSentences,
    ];
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(sentences.length).toBeGreaterThanOrEqual(200);
    const texts = titleTemplates.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThanOrEqual(150);
  });

  test('files every title under a topic that exists', () => {
    for (const { category, subcategory, text } of titleTemplates) {
      const topic = demoCategories.find(({ code }) => code === category);
      expect(
        topic?.subcategories.map(({ code }) => code),
        text,
      ).toContain(subcategory);
    }
  });

  test('makes clean titles, descriptions, messages and names, thousands of them different', () => {
    const chance = steady(1);
    const titles = Array.from({ length: 3_000 }, () => ticketTitle(chance).title);
    for (const title of titles) expect(cleanLine(title, TITLE_LIMIT)).toEqual({ ok: true, text: title });
    for (const title of titles) expectClean(title);
    expect(new Set(titles).size).toBeGreaterThan(2_000);
    for (let turn = 0; turn < 500; turn += 1) {
      expectClean(ticketDescription(chance));
      for (const kind of kinds) expectClean(writtenMessage(kind, chance));
      expectClean(companyName(chance));
      expectClean(Object.values(personName(chance)).join(' '));
    }
  });

  test('says the same things to the same chance', () => {
    const told = (chance: Chance) => [
      ticketTitle(chance),
      ticketDescription(chance),
      writtenMessage('note', chance),
      companyName(chance),
    ];
    expect(told(steady(3))).toEqual(told(steady(3)));
    expect(told(steady(3))).not.toEqual(told(steady(4)));
  });
});
