import type { Side } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import type { Drafts } from '$lib/live/drafts';
import { type AskSection, askSearch } from './askSearch';
import {
  countOf,
  type FoundSections,
  foundIn,
  type SearchOption,
  type SearchSection,
  searchHref,
  ticketMeant,
  ticketNumberIn,
} from './found';
import { type MissTeller, missTeller } from './missTeller';
import { RecentSearches } from './recentSearches';
import SearchPanel from './SearchPanel.svelte';
import { nothingAsked, SearchFollower, type SearchState } from './searchFollower';

/** What a search field needs to know of who reads. */
export interface Reader {
  /** The live connection; null for a visitor. */
  readonly client: SportelloClient | null;
  readonly side: Side | null;
  /** What this device keeps for them; null for a visitor, of whom it keeps nothing. */
  readonly drafts: Drafts | null;
  /** Tells how much was found. */
  readonly counted: (count: number) => void;
}

/** Something that was searched for before: its link leads to its results, and choosing it searches for it in place. */
export interface RecentSearch extends SearchOption {
  readonly q: string;
}

/** What goes on behind a search field once somebody touches it: fetched then, since most visits do not search. */
export class Searching {
  /** Draws what was found. */
  readonly Panel = SearchPanel;
  readonly #reader: Reader;
  readonly #ask: AskSection;
  readonly #follower: SearchFollower;
  readonly #recent: RecentSearches | null;
  readonly #misses: MissTeller;
  #q = $state('');
  #kept = $state.raw<readonly string[]>([]);
  #section = $state<SearchSection | null>(null);
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
  readonly all: SearchOption = $derived({ id: 'all', href: searchHref(this.#q, this.#section ?? undefined) });
  /** The section that is looked in alone; null: all of them. */
  readonly section: SearchSection | null = $derived.by(() => this.#section);
  /** What was searched for last, offered while nothing is typed. */
  readonly recent: readonly RecentSearch[] = $derived(
    this.#q === '' ? this.#kept.map((q, index) => ({ id: `r-${index}`, href: searchHref(q), q })) : [],
  );
  readonly options: readonly (SearchOption & { readonly q?: string })[] = $derived(
    this.#found.answer
      ? [...this.sections.articles, ...this.sections.tickets, ...this.sections.messages, this.all]
      : this.recent,
  );
  /** What was chosen stays chosen as long as it is found: a later answer must not change what Enter does. */
  readonly chosen: (SearchOption & { readonly q?: string }) | undefined = $derived(
    this.options.find(({ id }) => id === this.#active),
  );
  readonly hasSomethingToShow: boolean = $derived(
    this.#q === ''
      ? this.recent.length > 0
      : this.#found.answer !== null || this.#found.refusal !== null || this.#found.waiting,
  );

  constructor(reader: Reader) {
    this.#reader = reader;
    this.#ask = askSearch(reader.client);
    this.#follower = new SearchFollower(
      (q) => this.#ask(q, this.#section),
      (state) => this.#became(state),
    );
    this.#recent = reader.drafts && new RecentSearches(reader.drafts);
    this.#kept = this.#recent?.list() ?? [];
    this.#misses = missTeller(reader.client, reader.side);
  }

  /** The text changed. */
  look(text: string): void {
    this.#active = null;
    this.#q = text.trim();
    if (this.#q === '') this.#kept = this.#recent?.list() ?? [];
    this.#misses.goesOn();
    this.#follower.look(text);
  }

  /** Looks in one section alone, or in all again. */
  narrow(section: SearchSection | null): void {
    this.#section = section;
    this.look(this.#q);
  }

  /** What is searched for has led somewhere: it is offered again another time. */
  keep(): void {
    this.#kept = this.#recent?.keep(this.#q) ?? [];
  }

  /** Forgets what was searched for. */
  forget(): void {
    this.#recent?.forget();
    this.#kept = [];
    this.#active = null;
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
    const answer = await this.#ask(this.#q, null);
    const number = answer.ok ? ticketMeant(answer.data, this.#q) : null;
    return number === null ? null : `/tickets/${number}`;
  }

  #became(state: SearchState): void {
    if (state.answer && state.answer !== this.#found.answer) this.#reader.counted(countOf(state.answer));
    this.#found = state;
    if (state.answer && !state.waiting && this.#section === null)
      this.#misses.answered(this.#q, state.answer);
  }
}
