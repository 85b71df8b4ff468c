import type { Ticket } from '@sportello/core';
import type { Workspace } from '$lib/live/workspace.svelte';
import * as m from '$lib/paraglide/messages';
import { fetchErrorSentence } from '$lib/text/errorSentenceLoader';
import { showToast } from '$lib/ui/feedback/toast';

/** Takes a ticket out of the own list, or back into it, and tells so with a way back. */
export async function archiveTicket(
  workspace: Workspace,
  { id, number }: Pick<Ticket, 'id' | 'number'>,
  archived: boolean,
): Promise<void> {
  const answer = await workspace.archive(id, archived);
  if (!answer.ok) return showToast(await fetchErrorSentence(answer), { tone: 'error' });
  return showToast(archived ? m.archive_done({ number }) : m.archive_undone({ number }), {
    tone: 'success',
    action: {
      label: m.archive_undo(),
      run: () => void archiveTicket(workspace, { id, number }, !archived),
    },
  });
}
