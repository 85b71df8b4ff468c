import {
  type QueryInput,
  queryInputs,
  RefusedError,
  type Result,
  type SearchAnswer,
  searchSections,
} from '@sportello/core';
import { ask, type Context, type Installation, search, type Visitor } from '@sportello/domain';
import { z } from 'zod';

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

/** Searches within the rights of the reader: a visitor finds what is public. */
export async function searchAs(
  installation: Installation,
  reader: Context | Visitor,
  input: QueryInput<'search'>,
): Promise<Result<SearchAnswer>> {
  if (reader.principal) return ask(installation, reader, 'search', input);
  try {
    return await search(installation, reader, queryInputs.search.parse(input));
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
}
