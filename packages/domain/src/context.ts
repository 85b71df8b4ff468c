import type { Id, Principal } from '@sportello/core';

/** Languages of the pages. */
export type Locale = 'it' | 'en';

/** Who asks, in which language: made from a session or a timer, never from what was sent. */
export interface Context {
  readonly principal: Principal;
  readonly name: string;
  readonly locale: Locale;
  /** The session the request came with, so that its end can be noticed. */
  readonly session: string | null;
}

/** Somebody who is not signed in: sees what is public. */
export interface Visitor {
  readonly principal: null;
  readonly locale: Locale;
}

/** The system itself acting at a moment (timers, imports). */
export const systemAuthor = { id: null, side: 'system' } as const satisfies { id: Id | null; side: string };
