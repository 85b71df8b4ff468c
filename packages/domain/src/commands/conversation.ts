import type { CommandData, DraftEntry, Refusal, Ticket, WorkflowContext } from '@sportello/core';
import { decideReply, type Result, type Written } from '@sportello/core';
import { attachable } from '../attachments/binding.ts';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { changesWith } from './changing.ts';
import { merging } from './linking.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';

/** Writes a public message; it moves the ticket as asked, or as the workflow says a message does. */
export async function reply(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.reply'>>,
): Promise<Result<Written>> {
  const { body, move, changes: wanted = {} } = call.data;
  const attachments = await attachable(installation, ctx, call.data.attachments);
  const changing = await changesWith(installation, ctx, wanted);
  const entryOf = (ticket: Ticket, workflow: WorkflowContext): DraftEntry | Refusal => {
    if ('code' in attachments) return attachments;
    // A file without words is an answer too; only an ending has to be told in words.
    const said = move ? body : body || attachments.map(({ name }) => name).join(', ');
    const moved = decideReply(ticket, said, move, workflow);
    if (moved && !moved.ok) return moved;
    const changed = changing(ticket, workflow);
    if ('code' in changed) return changed;
    return draft(ctx, call, {
      kind: 'message',
      audience: 'all',
      ...(body && { body }),
      lang: ctx.locale,
      attachments,
      changes: { ...moved?.changes, ...changed },
    });
  };
  const duplicateOf = move?.duplicateOf;
  if (duplicateOf !== undefined) {
    const named = { number: duplicateOf, field: 'move.duplicateOf' };
    return merging(installation, ctx, call, 'ticket.reply', named, entryOf);
  }
  return onTicket(installation, ctx, call, 'ticket.reply', (ticket, workflow) => {
    const entry = entryOf(ticket, workflow);
    return 'code' in entry ? entry : { drafts: [entry] };
  });
}

/** Writes an internal note. */
export async function note(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.note'>>,
): Promise<Result<Written>> {
  const { body } = call.data;
  const attachments = await attachable(installation, ctx, call.data.attachments);
  return onTicket(installation, ctx, call, 'ticket.note', () =>
    'code' in attachments
      ? attachments
      : {
          drafts: [
            draft(ctx, call, {
              kind: 'note',
              audience: 'staff',
              ...(body && { body }),
              lang: ctx.locale,
              attachments,
            }),
          ],
        },
  );
}
