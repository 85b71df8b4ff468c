import type { Heading } from '$lib/text/anchors';

/** An article as it is read, formatted by the server. */
export interface ReadableArticle {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly locale: 'it' | 'en';
  /** All languages it can be read in. */
  readonly locales: readonly ('it' | 'en')[];
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  /** The whole address, at which everybody gets their own language. */
  readonly address: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** What the reader has said of it: whether it was useful, and a word for who writes it. */
export interface OwnVote {
  readonly useful: boolean;
  readonly word: string | null;
}
