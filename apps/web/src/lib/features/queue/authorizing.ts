import type { Entry, Ticket } from '@sportello/core';
import type { Workspace } from '$lib/live/workspace.svelte';
import * as m from '$lib/paraglide/messages';
import type { RefusalLike } from '$lib/text/errorSentence';
import { showToast } from '$lib/ui/feedback/toast';

/** What came of a decision: it holds, somebody was quicker (both are told), or why it does not. */
export type Decided = { readonly ok: true } | { readonly ok: false; readonly refusal: RefusalLike };

/** Who decided before, in words; null where nobody did. */
function decidedBefore(entries: readonly Entry[], number: number, name: (id: string) => string) {
  const entry = entries.findLast(({ changes }) => changes.state?.[0] === 'authorization');
  const author = entry?.author.id;
  if (!entry || !author) return null;
  const told = { number, person: name(author) };
  if (entry.changes.state?.[1] === 'new') return m.authorize_decided_yes(told);
  return entry.changes.closure?.[1] === 'authorization_refused'
    ? m.authorize_decided_no(told)
    : m.authorize_withdrawn(told);
}

/**
 * Says yes or no to a request of a colleague that waits for it (t3, t4), and tells what came of it. Of several administrators
 * the first decides: the others are told who did.
 * @param reason why not; null: yes
 */
export async function authorize(
  workspace: Workspace,
  { id, number, requester }: Pick<Ticket, 'id' | 'number' | 'requester'>,
  reason: string | null,
): Promise<Decided> {
  const name = (person: string): string => workspace.names.person(person)?.name ?? m.thread_someone();
  const answer = await workspace.act('ticket.move', {
    ticket: id,
    from: 'authorization',
    ...(reason === null ? { to: 'new' } : { to: 'discarded', reason }),
  });
  if (answer.ok) {
    const told =
      reason === null
        ? m.authorize_done({ number })
        : m.authorize_refused({ number, person: name(requester) });
    showToast(told, { tone: 'success' });
    return { ok: true };
  }
  if (answer.code !== 'stale') return { ok: false, refusal: answer };
  const log = await workspace.client.query('history', { ticket: id, limit: 50 });
  if (log.ok) workspace.names.learn(log.data.directory);
  const told = log.ok ? decidedBefore(log.data.entries, number, name) : null;
  if (told === null) return { ok: false, refusal: answer };
  showToast(told, {});
  return { ok: true };
}
