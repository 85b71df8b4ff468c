import type { Entry } from '@sportello/core';
import * as m from '../../../../paraglide/messages.js';
import { isMessage } from './threadRows.ts';

/** Milliseconds within which arrivals are told together. */
const TOGETHER_FOR = 1_500;

/** Gathers what arrives into one sentence for those who listen: "2 new messages from Luca Moretti", not one after the other. */
export class News {
  readonly #me: string;
  #gathered: Entry[] = [];
  #lastAt = 0;

  /** @param me own entries are no news */
  constructor(me: string) {
    this.#me = me;
  }

  /**
   * Takes in what arrived.
   * @param name the name of a person by id
   * @param now epoch milliseconds
   * @returns what to say of everything gathered so far; null when nothing of it was written by somebody else
   */
  gather(arrived: readonly Entry[], name: (person: string) => string, now: number): string | null {
    const written = arrived.filter((entry) => isMessage(entry) && entry.author.id !== this.#me);
    if (written.length === 0) return null;
    if (now - this.#lastAt > TOGETHER_FOR) this.#gathered = [];
    this.#lastAt = now;
    this.#gathered = [...this.#gathered, ...written];
    return sentence(this.#gathered, name);
  }
}

function sentence(entries: readonly Entry[], name: (person: string) => string): string {
  const count = entries.length;
  const authors = new Set(entries.map(({ author }) => author.id));
  const [author] = authors;
  if (authors.size > 1 || !author) return m.thread_news({ count });
  const person = name(author);
  return entries.every(({ kind }) => kind === 'note')
    ? m.thread_news_notes({ count, person })
    : m.thread_news_from({ count, person });
}
