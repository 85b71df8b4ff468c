import { randomBytes } from 'node:crypto';
import {
  type CommandInput,
  type CommandOutput,
  commandInputs,
  type Result,
  refusalOf,
  refuse,
} from '@sportello/core';
import { addToArticleNumbers } from '@sportello/models';
import type { Visitor } from '../context.ts';
import type { Installation } from '../installation.ts';
import { articleLocale } from '../queries/articles.ts';
import { keepVote } from './articleReading.ts';

/** What tells a browser's vote on one article from that of another browser. */
const tokenShape = /^[\w-]{22}$/u;

/** The token of a browser that has voted on an article, as its cookie has it; null for what cannot be one. */
export function readVisitorToken(cookie: string | undefined): string | null {
  return cookie !== undefined && tokenShape.test(cookie) ? cookie : null;
}

/** A token for a browser that has none yet. */
export function newVisitorToken(): string {
  return randomBytes(16).toString('base64url');
}

/** Where a visitor's request comes from. */
export interface VisitorOrigin {
  readonly address: string;
  /** See {@link readVisitorToken}. */
  readonly token: string;
}

/** Says whether an article was useful, for whoever is not signed in. @param input what was sent, unparsed */
export async function voteAsVisitor(
  installation: Installation,
  visitor: Visitor,
  input: CommandInput<'article.vote'> | unknown,
  { address, token }: VisitorOrigin,
): Promise<Result<CommandOutput<'article.vote'>>> {
  const parsed = commandInputs['article.vote'].safeParse(input);
  if (!parsed.success) return refusalOf(parsed.error);
  const wait = await installation.visitorThrottle.vote(address);
  if (wait !== null) return refuse('too_many_requests', { retryAfter: wait });
  return keepVote(installation, visitor, { reader: token, person: null, side: 'visitor' }, parsed.data);
}

/** Counts that a visitor reads an article. That it is the first time today is told by their browser alone. */
export async function viewAsVisitor(
  installation: Installation,
  visitor: Visitor,
  slug: string,
  address: string,
): Promise<Result<CommandOutput<'article.view'>>> {
  const wait = await installation.visitorThrottle.view(address, slug);
  if (wait !== null) return refuse('too_many_requests', { retryAfter: wait });
  if (!(await articleLocale(installation, visitor, slug))) return refuse('not_found');
  await addToArticleNumbers(installation.database, slug, { views: 1 });
  return { ok: true, data: { counted: true } };
}
