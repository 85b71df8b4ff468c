import type { Refusal, Result, SearchAnswer } from '@sportello/core';

/** Asks for what fits a text. */
export type AskSearch = (q: string) => Promise<Result<SearchAnswer>>;

/** Where a search that follows the keyboard stands. */
export interface SearchState {
  /** What was found; null before the first answer and for an empty text. */
  readonly answer: SearchAnswer | null;
  /** Why the newest question was not answered. */
  readonly refusal: Refusal | null;
  /** True while an answer to the newest text is awaited. */
  readonly waiting: boolean;
}

/** Where every search begins. */
export const nothingAsked: SearchState = { answer: null, refusal: null, waiting: false };

/** Milliseconds between two questions: fast fingers do not make them overlap. */
const PAUSE = 40;

/** Follows a text as it is typed: what it tells always belongs to the newest answered question, never to a late one. */
export class SearchFollower {
  readonly #ask: AskSearch;
  readonly #tell: (state: SearchState) => void;
  readonly #pause: number;
  #state = nothingAsked;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #asked = 0;
  #answered = 0;

  /**
   * @param tell called with every new state
   * @param pause milliseconds without a key before it asks
   */
  constructor(ask: AskSearch, tell: (state: SearchState) => void, pause = PAUSE) {
    this.#ask = ask;
    this.#tell = tell;
    this.#pause = pause;
  }

  /** The text changed; an empty one finds nothing at once. */
  look(text: string): void {
    this.#stopWaiting();
    const q = text.trim();
    if (q === '') {
      this.forget();
      return;
    }
    this.#become({ waiting: true });
    this.#timer = setTimeout(() => void this.#question(q), this.#pause);
  }

  /** Holds nothing any more; answers on their way are not wanted. */
  forget(): void {
    this.#stopWaiting();
    this.#asked += 1;
    this.#answered = this.#asked;
    this.#become(nothingAsked);
  }

  async #question(q: string): Promise<void> {
    this.#timer = null;
    this.#asked += 1;
    const mine = this.#asked;
    const result = await this.#ask(q);
    if (mine < this.#answered) return;
    this.#answered = mine;
    const waiting = mine !== this.#asked || this.#timer !== null;
    this.#become(result.ok ? { answer: result.data, refusal: null, waiting } : { refusal: result, waiting });
  }

  #stopWaiting(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #become(change: Partial<SearchState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell(this.#state);
  }
}
