import {
  type CommandInput,
  errorStatus,
  isErrorCode,
  type Refusal,
  type Result,
  refuse,
  type Written,
} from '@sportello/core';
import { run } from '@sportello/domain';
import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import type { ReplyFailure } from '$lib/features/ticket/composer/composing.svelte';
import { moveFault } from '$lib/features/ticket/moves/moveFaults';
import { moveInput, moveOfCode } from '$lib/features/ticket/moves/moves';
import { attachmentsOf, readForm, type SentForm } from '$lib/server/formWithFiles';
import { logFault } from '$lib/server/log';
import { signedIn } from '$lib/server/session';

const text = z.string().max(100_000).catch('');

/** Every field that the forms of a ticket's page may send; a form sends some of them. */
const fields = z.object({
  key: text,
  ticket: text,
  body: text,
  andThen: text,
  reason: text,
  vendorName: text,
  vendorReference: text,
  day: text,
  duplicateOf: text,
});
type Fields = z.infer<typeof fields>;
type Form = ReplyFailure['form'];

async function write(
  event: RequestEvent,
  form: Form,
  sent: Fields,
  { files, refusal }: SentForm,
): Promise<Result<Written>> {
  if (refusal) return refusal;
  const { installation, context } = signedIn(event);
  const { key, ticket, body } = sent;
  const attachments = attachmentsOf(files);
  const attached = attachments && { attachments };
  if (form === 'take') return run(installation, context, 'ticket.take', { ticket }, key);
  if (form === 'note') return run(installation, context, 'ticket.note', { ticket, body, ...attached }, key);
  const choice = moveOfCode(sent.andThen, (await installation.workflow()).preset);
  if (sent.andThen && !choice) return refuse('not_allowed_value', { field: 'to' });
  const fault = form === 'move' ? moveFault(choice, body, sent) : null;
  if (fault) return fault;
  const move = choice && moveInput(choice, sent);
  if (form === 'reply' || choice?.needs.includes('message')) {
    const input: CommandInput<'ticket.reply'> = { ticket, body, ...attached, ...(move && { move }) };
    return run(installation, context, 'ticket.reply', input, key);
  }
  return move
    ? run(installation, context, 'ticket.move', { ...move, ticket }, key)
    : refuse('required', { field: 'to' });
}

/** Whether the first try may have been written although it was refused: then the same key must go along again. */
const isUnknown = ({ code }: Refusal): boolean =>
  code === 'store_unavailable' || code === 'internal' || code === 'going_away';

/** Takes the ticket out of the own list or back into it, and comes back to the page. */
export async function archiveForm(event: RequestEvent) {
  const { installation, context } = signedIn(event);
  const { ticket, archived } = z
    .object({ ticket: text, archived: text })
    .parse(Object.fromEntries(await event.request.formData()));
  const name = archived === 'yes' ? 'ticket.archive' : 'ticket.unarchive';
  const answer = await run(installation, context, name, { ticket });
  if (!answer.ok) error(errorStatus[answer.code], answer.code);
  redirect(303, `/tickets/${event.params['number']}`);
}

/** Carries out a form of the page and comes back to it; refused, the text is there again with the reason. */
export function ticketForm(form: Form) {
  return async (event: RequestEvent) => {
    const posted = await readForm(event);
    const sent = fields.parse(Object.fromEntries(posted.form));
    const answer = await write(event, form, sent, posted).catch((error: unknown): Refusal => {
      logFault({ correlationId: event.locals.correlationId, form, cause: String(error) });
      return refuse('store_unavailable');
    });
    if (answer.ok)
      redirect(303, `/tickets/${answer.data.number}#entry-${answer.data.number}-${answer.data.seq}`);
    const { key: _, ticket: __, body, andThen, ...filledIn } = sent;
    const failure: ReplyFailure = {
      ...answer,
      form,
      body,
      andThen,
      fields: filledIn,
      files: posted.files,
      ...(isUnknown(answer) && { key: sent.key }),
    };
    return fail(isErrorCode(answer.code) ? errorStatus[answer.code] : 400, failure);
  };
}
