import type { Ticket } from '@sportello/core';
import type { Workspace } from '$lib/live/workspace.svelte';
import * as m from '$lib/paraglide/messages';
import { fetchErrorSentence } from '$lib/text/errorSentenceLoader';
import { showToast } from '$lib/ui/feedback/toast';

/** Says that what the customer wrote last needs no answer, or needs one after all, and tells so with a way back. */
export async function settleTicket(
  workspace: Workspace,
  { id, number }: Pick<Ticket, 'id' | 'number'>,
  needed: boolean,
): Promise<void> {
  const answer = await workspace.act('ticket.settle', { ticket: id, needed });
  if (!answer.ok) return showToast(await fetchErrorSentence(answer), { tone: 'error' });
  if (needed) return showToast(m.settle_undone({ number }), { tone: 'success' });
  return showToast(m.settle_done({ number }), {
    tone: 'success',
    action: {
      label: m.settle_undo(),
      run: () => void settleTicket(workspace, { id, number }, true),
    },
  });
}
