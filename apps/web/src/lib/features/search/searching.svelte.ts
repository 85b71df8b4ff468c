import type { Side } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import { askSearch } from './askSearch';
import {
  countOf,
  type FoundSections,
  foundIn,
  type SearchOption,
  searchHref,
  ticketMeant,
  ticketNumberIn,
} from './found';
import SearchPanel from './SearchPanel.svelte';
import { type AskSearch, nothingAsked, SearchFollower, type SearchState } from './searchFollower';

/** What a search field needs to know of who reads. */
export interface Reader {
  /** The live connection; null for a visitor. */
  readonly client: SportelloClient | null;
  readonly side: Side | null;
  /** Tells how much was found. */
  readonly counted: (count: number) => void;
}

/** What goes on behind a search field once somebody touches it: fetched then, since most visits do not search. */
export class Searching {
  /** Draws what was found. */
  readonly Panel = SearchPanel;
  readonly #reader: Reader;
  readonly #ask: AskSearch;
  readonly #follower: SearchFollower;
  #q = $state('');
  #found = $state.raw(nothingAsked);
  #active = $state<string | null>(null);

  /** Where the newest question stands. */
  readonly found: SearchState = $derived.by(() => this.#found);
  /** Id of the option the arrows are on. */
  readonly active: string | null = $derived.by(() => this.#active);
  readonly sections: FoundSections = $derived(
    foundIn(this.#found.answer ?? { articles: [], tickets: [], messages: [] }),
  );
  /** The option that leads to all results. */
  readonly all: SearchOption = $derived({ id: 'all', href: searchHref(this.#q) });
  readonly options: readonly SearchOption[] = $derived(
    this.#found.answer
      ? [...this.sections.articles, ...this.sections.tickets, ...this.sections.messages, this.all]
      : [],
  );
  /** What was chosen stays chosen as long as it is found: a later answer must not change what Enter does. */
  readonly chosen: SearchOption | undefined = $derived(this.options.find(({ id }) => id === this.#active));
  readonly hasSomethingToShow: boolean = $derived(
    this.#q !== '' && (this.#found.answer !== null || this.#found.refusal !== null || this.#found.waiting),
  );

  constructor(reader: Reader) {
    this.#reader = reader;
    this.#ask = askSearch(reader.client);
    this.#follower = new SearchFollower(this.#ask, (state) => this.#became(state));
  }

  /** The text changed. */
  look(text: string): void {
    this.#active = null;
    this.#q = text.trim();
    this.#follower.look(text);
  }

  /** Steps through the options, round and round; answers the id of the one it is on. */
  move(step: 1 | -1): string | null {
    const index = this.options.findIndex(({ id }) => id === this.#active);
    const next = index < 0 && step < 0 ? this.options.length - 1 : index + step;
    this.#active = this.options[next]?.id ?? null;
    return this.#active;
  }

  /** A ticket's number opens it, whether or not its answer was there before Enter. */
  async straight(): Promise<string | null> {
    if (this.#reader.side === null || ticketNumberIn(this.#q) === null) return null;
    const answer = await this.#ask(this.#q);
    const number = answer.ok ? ticketMeant(answer.data, this.#q) : null;
    return number === null ? null : `/tickets/${number}`;
  }

  #became(state: SearchState): void {
    if (state.answer && state.answer !== this.#found.answer) this.#reader.counted(countOf(state.answer));
    this.#found = state;
  }
}
