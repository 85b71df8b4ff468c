import { type ArticleLocale, slugOf } from '@sportello/core/articles';
import type { ActionResult } from '@sveltejs/kit';
import { untrack } from 'svelte';
import * as z from 'zod/mini';
import type { RefusalLike } from '$lib/text/errorSentence';
import { isSame, type Typed, tagsOf } from './manuscriptForm';

/** Milliseconds of quiet after which what was written is saved by itself. */
const QUIET = 1_500;

/** Milliseconds after which saving that did not succeed is tried again. */
const AGAIN = 5_000;

/** How far what stands on the page is kept. */
export type Kept = 'saved' | 'changed' | 'saving' | 'failed' | 'stale';

/** What saving answers. */
const answer = z.object({
  revision: z.nullable(z.number()),
  refusal: z.nullable(
    z.object({
      code: z.string(),
      field: z.exactOptional(z.string()),
      limit: z.exactOptional(z.number()),
      got: z.exactOptional(z.number()),
      retryAfter: z.exactOptional(z.number()),
    }),
  ),
});

/**
 * A manuscript as it is being written: what stands in the form, and how far it is saved. It is saved by itself after a short
 * quiet; where somebody else has saved meanwhile it waits for the writer's decision, and keeps every word.
 */
export class Writing {
  slug = $state('');
  category = $state('');
  audience = $state('public');
  companies = $state<string[]>([]);
  tags = $state('');
  related = $state<string[]>([]);
  texts = $state<Record<ArticleLocale, { title: string; summary: string; body: string }>>({
    it: { title: '', summary: '', body: '' },
    en: { title: '', summary: '', body: '' },
  });
  revision = $state(0);
  kept = $state<Kept>('saved');
  refusal = $state.raw<RefusalLike | null>(null);
  #saved: Typed;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #save: () => void;
  /** The address follows the title until somebody gives it one of its own, or readers know it. */
  #followsTitle: boolean;

  /**
   * @param typed what stands there
   * @param revision the one it was read at; 0: nobody has written it yet
   * @param isKnown readers know its address
   * @param save submits the form
   */
  constructor(typed: Typed, revision: number, isKnown: boolean, save: () => void) {
    this.#saved = typed;
    this.#save = save;
    this.revision = revision;
    this.#followsTitle = !isKnown && revision === 0;
    this.#take(typed);
  }

  /** What stands in the form now. */
  get typed(): Typed {
    const { slug, category, audience, companies, related, texts } = this;
    const { it, en } = texts;
    return {
      slug,
      category,
      audience,
      companies: [...companies],
      tags: tagsOf(this.tags),
      related: [...related],
      texts: { it: { ...it }, en: { ...en } },
    };
  }

  /** True while something on the page is not saved. */
  get isUnsaved(): boolean {
    return !isSame(this.typed, this.#saved);
  }

  /** To be called whenever something was written. */
  wrote(): void {
    if (this.#followsTitle) this.slug = slugOf(this.texts.it.title || this.texts.en.title);
    if (this.kept === 'stale') return;
    this.kept = this.isUnsaved ? 'changed' : 'saved';
    if (this.kept === 'changed') this.#plan(QUIET);
  }

  /** Somebody gave it an address. */
  named(): void {
    this.#followsTitle = false;
    this.wrote();
  }

  /** Saving begins. */
  saving(): Typed {
    this.#stop();
    this.kept = 'saving';
    return this.typed;
  }

  /** What came of saving. */
  answered(sent: Typed, result: ActionResult): void {
    const told = 'data' in result ? answer.safeParse(result.data).data : undefined;
    if (result.type === 'success' && told?.revision) {
      this.revision = told.revision;
      this.#saved = sent;
      this.refusal = null;
      this.#followsTitle = this.#followsTitle && this.revision === 1;
      this.kept = 'saved';
      this.wrote();
      return;
    }
    const refusal = told?.refusal ?? null;
    this.refusal = refusal;
    this.kept = refusal?.code === 'stale' ? 'stale' : 'failed';
    if (!refusal) this.#plan(AGAIN);
  }

  /** Goes on from what somebody else has saved: what stands here is written over it. */
  keepMine(revision: number): void {
    this.revision = revision;
    this.kept = 'changed';
    this.#save();
  }

  /** Takes what somebody else has saved. */
  takeTheirs(typed: Typed, revision: number): void {
    this.revision = revision;
    this.#saved = typed;
    this.refusal = null;
    this.kept = 'saved';
    this.#take(typed);
  }

  /** The page is left. */
  close(): void {
    this.#stop();
  }

  #take({ slug, category, audience, companies, tags, related, texts }: Typed): void {
    untrack(() => {
      this.slug = slug;
      this.category = category;
      this.audience = audience;
      this.companies = [...companies];
      this.tags = tags.join(', ');
      this.related = [...related];
      this.texts = { it: { ...texts.it }, en: { ...texts.en } };
    });
  }

  #plan(pause: number): void {
    this.#stop();
    this.#timer = setTimeout(() => this.#save(), pause);
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
