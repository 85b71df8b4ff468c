import type { Heading } from '$lib/text/anchors';

/** An article as it is read, formatted by the server. */
export interface ReadableArticle {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly locale: 'it' | 'en';
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  /** The whole address, the same for all readers. */
  readonly canonical: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}
