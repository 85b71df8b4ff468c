import { type ArticleHit, type Refusal, type Result, refuse } from '@sportello/core';
import { readAnswer } from '@sportello/core/client';
import * as z from 'zod/mini';
import { type Replacement, replaceIn } from '$lib/text/formatting';
import { nothingAsked, SearchFollower, type SearchState } from '../../search/searchFollower';
import type { OpenTicket } from '../openTicket.svelte';
import { type ArticleCall, articleCallAt, beginCall, goOn, linkInstead, textInstead } from './articleCall';

const text = z.object({ body: z.string() });

/** Articles offered at once. */
const OFFERED = 6;
/** Milliseconds after which a text is not waited for any more. */
const PATIENCE = 8_000;

/** Follows what is written in a field, and puts the article that is called for in the place of its call. */
export class ArticleCalling {
  readonly #open: OpenTicket;
  readonly #field: HTMLTextAreaElement;
  readonly #follower: SearchFollower;
  #found: SearchState = $state.raw(nothingAsked);
  #call = $state.raw<ArticleCall | null>(null);
  #chosen = $state.raw<string | null>(null);
  #fault = $state.raw<Refusal | null>(null);
  #fetching = $state.raw(false);
  /** Where the call stands that somebody did not want to go on with. */
  #closed: number | null = null;

  /** The call that is written; null: none, or it was closed. */
  readonly call: ArticleCall | null = $derived.by(() => this.#call);
  readonly hits: readonly ArticleHit[] = $derived(this.#found.answer?.articles ?? []);
  /** The article that would be put in; what was chosen stays chosen as long as it is found. */
  readonly active: ArticleHit | undefined = $derived(
    this.hits.find(({ slug }) => slug === this.#chosen) ?? this.hits[0],
  );
  /** Why nothing was found, or put in. */
  readonly fault: Refusal | null = $derived.by(() => this.#fault ?? this.#found.refusal);
  /** True when nothing fits what was looked for. */
  readonly foundNothing: boolean = $derived(
    this.#found.answer !== null && !this.#found.waiting && this.hits.length === 0,
  );
  readonly fetching: boolean = $derived.by(() => this.#fetching);

  constructor(open: OpenTicket, field: HTMLTextAreaElement) {
    this.#open = open;
    this.#field = field;
    this.#follower = new SearchFollower(
      (q) =>
        open.workspace.client.query('search', {
          q,
          sections: ['articles'],
          limit: OFFERED,
          answering: open.ticket.id,
        }),
      (found) => {
        this.#found = found;
      },
    );
  }

  /** The text or the caret changed. */
  look(): void {
    const { value, selectionStart, selectionEnd } = this.#field;
    const before = articleCallAt(value, selectionEnd);
    // Undo leaves the call that it brings back selected.
    const written = before && [selectionEnd, before.from].includes(selectionStart) ? before : null;
    if (written?.from !== this.#closed) this.#closed = null;
    const call = this.#closed === null ? written : null;
    if (call?.words !== this.#call?.words) {
      this.#chosen = null;
      this.#fault = null;
      this.#follower.look(call?.words ?? '');
    }
    this.#call = call;
  }

  /** Writes the sign where the caret is. */
  begin(): void {
    this.#closed = null;
    this.#put(beginCall(this.#field.value, this.#field.selectionEnd));
  }

  /** Goes no further; what was typed stays. */
  close(): void {
    this.#closed = this.#call?.from ?? null;
    this.look();
    this.#field.focus();
  }

  /** Chooses an article, without putting it in. */
  choose(slug: string): void {
    this.#chosen = slug;
  }

  /** A key is pressed where one writes; answers whether it was meant for the articles. */
  press(event: KeyboardEvent): boolean {
    const call = this.#call;
    if (!call || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { key, shiftKey } = event;
    if (key === 'Escape') this.close();
    else if (call.words === null && !shiftKey && (key === 'Enter' || key === 'Tab')) this.#put(goOn(call));
    else if (key === 'Enter' && this.active) void (shiftKey ? this.insertText() : this.insertLink());
    else if (key === 'ArrowDown' && this.active) this.#step(1);
    else if (key === 'ArrowUp' && this.active) this.#step(-1);
    // An answer is on its way: whoever is quick must not get an empty line instead.
    else return key === 'Enter' && this.#found.waiting;
    return true;
  }

  /** Puts the link to the chosen article in the place of the call. */
  insertLink(): void {
    const [call, hit] = [this.#call, this.active];
    if (!call || !hit) return;
    const title = hit.title.map((piece) => piece.text).join('');
    this.#put(linkInstead(call, { title, slug: hit.slug }, location.origin));
  }

  /** Puts what the chosen article says in the place of the call. */
  async insertText(): Promise<void> {
    const hit = this.active;
    if (!hit || this.#fetching) return;
    this.#fetching = true;
    this.#fault = null;
    const answer = await this.#fetchText(hit.slug);
    this.#fetching = false;
    // Closed or changed meanwhile: it is not wanted any more.
    const call = this.#call;
    if (!call || this.active?.slug !== hit.slug) return;
    if (answer.ok) this.#put(textInstead(call, this.#field.value, answer.data.body, location.origin));
    else this.#fault = answer;
  }

  async #fetchText(slug: string): Promise<Result<z.output<typeof text>>> {
    try {
      const response = await fetch(`/tickets/${this.#open.ticket.number}/articles/${slug}`, {
        signal: AbortSignal.timeout(PATIENCE),
      });
      return readAnswer(text, await response.json());
    } catch {
      return refuse('search_unavailable');
    }
  }

  #step(by: 1 | -1): void {
    const at = this.hits.findIndex(({ slug }) => slug === this.active?.slug);
    this.#chosen = this.hits.at((at + by) % this.hits.length)?.slug ?? null;
  }

  #put(replacement: Replacement): void {
    replaceIn(this.#field, replacement);
    this.look();
  }
}
