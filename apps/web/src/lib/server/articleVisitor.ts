import { newVisitorToken, readVisitorToken } from '@sportello/domain';
import type { RequestEvent } from '@sveltejs/kit';
import { articleHref } from '$lib/features/article/shelf';

/**
 * What a visitor's browser remembers of one article, sent with that article alone: that it was read today, and the token of
 * the vote on it. Nothing in it says who somebody is or what else they read.
 */
const seenCookie = 'sportello_seen';
const voteCookie = 'sportello_vote';
const DAY = 24 * 60 * 60;
const YEAR = 365 * DAY;

type At = Pick<RequestEvent, 'cookies' | 'url'>;

function keep({ cookies, url }: At, name: string, value: string, slug: string, maxAge: number): void {
  cookies.set(name, value, {
    path: articleHref(slug),
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge,
  });
}

/** The token of this browser's vote on the article it asks for; null when it has none. */
export function voteToken({ cookies }: Pick<At, 'cookies'>): string | null {
  return readVisitorToken(cookies.get(voteCookie));
}

/** The same, made and remembered where there is none. */
export function keptVoteToken(event: At, slug: string): string {
  const token = voteToken(event) ?? newVisitorToken();
  keep(event, voteCookie, token, slug, YEAR);
  return token;
}

/** True when this browser has read the article today. */
export function wasSeenToday({ cookies }: Pick<At, 'cookies'>): boolean {
  return cookies.get(seenCookie) !== undefined;
}

/** Remembers that it has. */
export function rememberSeen(event: At, slug: string): void {
  keep(event, seenCookie, '1', slug, DAY);
}
