import { can } from '@sportello/core';
import { ask } from '@sportello/domain';
import type { FirstPane } from '$lib/features/queue/desk/openPanes.svelte';
import { readOpen } from '$lib/features/queue/desk/openTickets';
import { signedIn } from '$lib/server/session';
import type { PageServerLoad } from './$types';

/**
 * The tickets that the address opens. Only once: what is opened afterwards the live page fetches by itself, without
 * loading again what it already has.
 */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  const numbers = event.untrack(() => readOpen(event.url.searchParams.get('open')));
  if (!can(context.principal, 'desk.read')) return { panes: [], formKey: '' };
  const panes = await Promise.all(
    numbers.map(
      async (number): Promise<FirstPane> => ({
        number,
        result: await ask(installation, context, 'sync', { ticket: number, follow: false }),
      }),
    ),
  );
  return { panes, formKey: crypto.randomUUID() };
};
