import {
  type QueryData,
  type QueryInput,
  type QueryName,
  type QueryOutput,
  queryInputs,
  RefusedError,
  type Result,
  refusalOf,
} from '@sportello/core';
import { draft } from './commands/drafting.ts';
import type { Context } from './context.ts';
import type { Installation } from './installation.ts';
import { attachments } from './queries/attachments.ts';
import { inbox } from './queries/inbox.ts';
import { links } from './queries/links.ts';
import { list } from './queries/lists.ts';
import { search } from './queries/search.ts';
import { history, sync } from './queries/thread.ts';
import { versions } from './queries/versions.ts';

type Handlers = {
  [N in QueryName]: (
    installation: Installation,
    ctx: Context,
    data: QueryData<N>,
  ) => Promise<Result<QueryOutput<N>>>;
};

const handlers: Handlers = { sync, history, list, inbox, attachments, links, versions, draft, search };

/**
 * Answers a query within the rights of the caller: the only way to read what belongs to a company.
 * @param input what was sent, unparsed
 */
export async function ask<N extends QueryName>(
  installation: Installation,
  ctx: Context,
  name: N,
  input: QueryInput<N> | unknown,
): Promise<Result<QueryOutput<N>>> {
  const parsed = queryInputs[name].safeParse(input);
  if (!parsed.success) return refusalOf(parsed.error);
  // The registry pairs each name with its own schema and handler; TypeScript cannot follow that pairing through a lookup.
  const handler = handlers[name] as (
    installation: Installation,
    ctx: Context,
    data: unknown,
  ) => Promise<Result<QueryOutput<N>>>;
  try {
    return await handler(installation, ctx, parsed.data);
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
}
