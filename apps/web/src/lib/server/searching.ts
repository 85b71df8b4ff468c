import {
  errorStatus,
  type QueryInput,
  queryInputs,
  RefusedError,
  type Result,
  refuse,
  type SearchAnswer,
  searchSections,
} from '@sportello/core';
import { ask, search } from '@sportello/domain';
import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { addressOf, anybody } from './session';

/** Longest text of an address that is looked at; the rest could not be searched for anyway. */
const LONGEST = 2_000;

/** What the address of the results says; what cannot be understood counts as not said. */
const searchAddress = z.object({
  q: z
    .string()
    .transform((text) => text.slice(0, LONGEST))
    .catch(''),
  in: z.enum(searchSections).nullable().catch(null),
  /** Sent by the plain form: a ticket's number opens the ticket. */
  go: z.literal('1').nullable().catch(null),
});

/** Reads {@link searchAddress} from an address. */
export function readSearchAddress({ searchParams }: URL): z.infer<typeof searchAddress> {
  return searchAddress.parse({
    q: searchParams.get('q'),
    in: searchParams.get('in'),
    go: searchParams.get('go'),
  });
}

/**
 * Searches within the rights of the reader: a visitor finds what is public. Whoever asks without end is told to wait, with a
 * status that programs understand.
 */
export async function searchAs(
  event: RequestEvent,
  input: QueryInput<'search'>,
): Promise<Result<SearchAnswer>> {
  const { installation, reader } = anybody(event);
  const wait = await installation.searchThrottle.admit(reader, addressOf(event));
  if (wait !== null) {
    event.locals.status = errorStatus.too_many_requests;
    event.setHeaders({ 'retry-after': String(Math.ceil(wait / 1_000)) });
    return refuse('too_many_requests', { retryAfter: wait });
  }
  if (reader.principal) return ask(installation, reader, 'search', input);
  try {
    return await search(installation, reader, queryInputs.search.parse(input));
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
}
