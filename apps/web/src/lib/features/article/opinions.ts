/** What readers made of an article, as who writes it reads it. */
export interface ArticleOpinions {
  readonly views: number;
  readonly useful: number;
  readonly useless: number;
  /** Tickets that it made unnecessary. */
  readonly solved: number;
  /** Times that it was read before a ticket and was not what was asked for. */
  readonly dismissed: number;
  /** Newest first; the name is null for a visitor. */
  readonly words: readonly {
    readonly word: string;
    readonly useful: boolean;
    readonly name: string | null;
    readonly at: number;
  }[];
}
