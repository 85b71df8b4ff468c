import type { Replacement } from '$lib/text/formatting';
import { articleHref } from '../../article/shelf.ts';

/** What one types to put an article into an answer. */
const SIGN = '/faq';
/** Most characters after it that look for an article: whoever writes on has something else in mind. */
const LONGEST = 80;

/** A call for an article in what is being written. */
export interface ArticleCall {
  /** What of the text it is: the article takes its place. */
  readonly from: number;
  readonly to: number;
  /** What is looked for; null while the sign stands alone. */
  readonly words: string | null;
}

/** The call that the caret is at the end of, on its line; null where there is none. */
export function articleCallAt(text: string, caret: number): ArticleCall | null {
  const line = text.slice(0, caret).split('\n').at(-1) ?? '';
  // The last one of the line; an address that ends in the same letters is none.
  const [, rest] = /^(?:.*\s)?\/faq(|\s.*)$/iu.exec(line) ?? [];
  if (rest === undefined || rest.length > LONGEST) return null;
  return { from: caret - SIGN.length - rest.length, to: caret, words: rest === '' ? null : rest.slice(1) };
}

/** Puts a piece in the place of some of a text, with the caret behind it. */
function inPlaceOf(from: number, to: number, piece: string): Replacement {
  return { from, to, piece, selectFrom: from + piece.length, selectTo: from + piece.length };
}

/** Begins a call at a caret: a word of its own. */
export function beginCall(text: string, caret: number): Replacement {
  const before = /\S$/u.test(text.slice(0, caret)) ? ' ' : '';
  return inPlaceOf(caret, caret, `${before}${SIGN} `);
}

/** Sets what is looked for apart from the sign. */
export function goOn({ to }: ArticleCall): Replacement {
  return inPlaceOf(to, to, ' ');
}

/** The link to an article in the place of its call; mails carry it too, so that it says which portal. */
export function linkInstead(
  { from, to }: ArticleCall,
  { title, slug }: { readonly title: string; readonly slug: string },
  origin: string,
): Replacement {
  const words = title.replaceAll(/[\\`*[\]<]/gu, String.raw`\$&`);
  return inPlaceOf(from, to, `[${words}](${origin}${articleHref(slug)})`);
}

/** Empty lines that are missing between a text and a block beside it. */
function gap(beside: string, breaks: number): string {
  return beside.trim() === '' ? '' : '\n'.repeat(Math.max(0, 2 - breaks));
}

/** What an article says, as paragraphs of their own, in the place of its call. */
export function textInstead(
  { from, to }: ArticleCall,
  text: string,
  body: string,
  origin: string,
): Replacement {
  const said = body.trim().replaceAll(/\]\(\/(?!\/)/gu, `](${origin}/`);
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const start = gap(before, /\n*$/u.exec(before)?.[0].length ?? 0);
  const end = gap(after, /^\n*/u.exec(after)?.[0].length ?? 0);
  return inPlaceOf(from, to, start + said + end);
}
