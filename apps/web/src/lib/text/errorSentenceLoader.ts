import * as m from '../paraglide/messages.js';
import type { errorSentence, RefusalLike } from './errorSentence.ts';

/*
 * The server has all sentences at once, so that pages arrive complete. A browser fetches them with the first refusal:
 * most visits meet none.
 */
let loaded: typeof errorSentence | undefined = import.meta.env.SSR
  ? (await import('./errorSentence.ts')).errorSentence
  : undefined;

/** What a refusal says to the reader, if that can be had at once. */
export function errorSentenceNow(refusal: RefusalLike): string | undefined {
  return loaded?.(refusal);
}

/** What a refusal says to the reader; where the sentences cannot be fetched, its code in a general one. */
export async function fetchErrorSentence(refusal: RefusalLike): Promise<string> {
  await fetchErrorSentences();
  return errorSentenceNow(refusal) ?? m.error_unknown({ code: refusal.code });
}

/** Fetches the sentences for one who may need them soon: there may be no connection then. */
export async function fetchErrorSentences(): Promise<void> {
  loaded ??= (await import('./errorSentence.ts').catch(() => undefined))?.errorSentence;
}
