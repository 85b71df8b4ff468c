import type { ListPage, ListQuery } from '@sportello/core';
import { type Context, type Installation, keptList, run } from '@sportello/domain';
import { redirect } from '@sveltejs/kit';
import { firstView, listHref } from '$lib/features/queue/listAddress';

/**
 * Remembers what somebody looks at in a list, for the next visit on whatever device. What is fetched counts as looked at,
 * so pages fetch beforehand what is pressed (app.html), and only rows what the pointer is over.
 */
export async function keepList(
  installation: Installation,
  context: Context,
  page: ListPage,
  { after: _, limit: __, ...query }: ListQuery,
): Promise<void> {
  // What is remembered is a convenience: that it cannot be, keeps nobody from the list.
  await run(installation, context, 'list.keep', { page, query }).catch(() => null);
}

/**
 * Leads from an address that says nothing to the list that was looked at last; what of it means nothing any more is left out
 * where it is read.
 */
export async function returnToList(
  installation: Installation,
  context: Context,
  page: ListPage,
): Promise<void> {
  const kept = await keptList(installation, context, page).catch(() => null);
  if (kept) redirect(303, listHref(`/${page}`, kept, context.principal));
  if (page === 'desk')
    redirect(303, listHref('/desk', { view: firstView(context.principal) }, context.principal));
}
