import {
  type CommandData,
  decideCallback,
  decideOnMessage,
  type PhoneCall,
  type Result,
  refuse,
  type Written,
} from '@sportello/core';
import { fullName } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';
import { toE164 } from './openingDetails.ts';

/** Milliseconds by which the clock of whoever records a call may be ahead. */
const AHEAD = 5 * 60_000;

/**
 * Records a telephone call: an answer where both sides are told what was said, a note where only colleagues are. Somebody who
 * waited for it waits no longer, and both sides are told that.
 */
export function recordCall(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.call'>>,
): Promise<Result<Written>> {
  const { direction, at, minutes, body, audience, isCallback } = call.data;
  const made: PhoneCall = { direction, with: call.data.with, at, minutes: minutes ?? null };
  return onTicket(installation, ctx, call, 'ticket.call', (ticket, workflow) => {
    if (at > workflow.now + AHEAD) return refuse('not_allowed_value', { field: 'at' });
    const done = isCallback && ticket.callback ? { callback: [ticket.callback, null] as const } : {};
    const said = { body, lang: ctx.locale };
    if (audience === 'staff') {
      const changes = { call: [null, made] as const };
      const note = draft(ctx, call, { kind: 'note', audience, ...said, changes });
      const told = { ...draft(ctx, call, { kind: 'change', audience: 'all', changes: done }), key: null };
      return { drafts: Object.keys(done).length > 0 ? [note, told] : [note] };
    }
    const moved = decideOnMessage(ticket, body, workflow);
    if (moved && !moved.ok) return moved;
    const changes = { ...moved?.changes, ...done, call: [null, made] as const };
    return { drafts: [draft(ctx, call, { kind: 'message', audience, ...said, changes })] };
  });
}

/** Asks to be called back, or takes that back; another wish takes the place of the one before. */
export async function askCallback(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.callback'>>,
): Promise<Result<Written>> {
  const { phone, name, when } = call.data;
  const person = await installation.people.person(ctx.principal.person);
  const number = phone === null ? null : toE164(phone);
  return onTicket(installation, ctx, call, 'ticket.callback', (ticket, { now }) => {
    if (phone !== null && number === null) return refuse('phone_invalid', { field: 'phone' });
    const wish =
      number === null
        ? null
        : { name: name ?? (person ? fullName(person) : ''), phone: number, when: when ?? '', since: now };
    const changes = decideCallback(ticket, wish);
    return 'code' in changes
      ? changes
      : { drafts: [draft(ctx, call, { kind: 'change', audience: 'all', changes })] };
  });
}
