import {
  type Amending,
  amendRefusal,
  attachmentLimitsOf,
  type CommandData,
  type Entry,
  type Refusal,
  type Result,
  refuse,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import { asAmended, findEntry, findTicket } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';

/** How often a ticket may go on between reading and deciding. */
const TRIES = 5;

type Call = KeyedCall<CommandData<'ticket.retract'>>;

/** What an entry that is retold says from now on. */
interface Told {
  /** Null: nothing any more. */
  readonly text: string | null;
  /** Of each of its files. */
  readonly descriptions?: (string | null)[];
}
type Retelling = (entry: Entry, workflow: WorkflowContext) => Told | Refusal;

/**
 * Retells an entry. The rule sees the ticket alone, so it is decided only while the ticket stands where it stood when the
 * entry was read.
 */
async function retell(
  installation: Installation,
  ctx: Context,
  call: Call,
  what: Amending,
  retelling: Retelling,
): Promise<Result<Written>> {
  const { database } = installation;
  const { ticket: id, seq } = call.data;
  let answer: Result<Written> = refuse('stale');
  for (let tried = 0, wentOn = true; wentOn && tried < TRIES; tried += 1) {
    const head = (await findTicket(database, id))?.seq;
    const written = await findEntry(database, id, ctx.principal.side, seq);
    const [entry] = await asAmended(database, written ? [written] : []);
    answer = await onTicket(installation, ctx, call, 'ticket.amend', (ticket, workflow) => {
      wentOn = ticket.seq !== head;
      if (wentOn) return refuse('stale');
      if (!entry) return refuse('not_found', { field: 'seq' });
      const told = amendRefusal(ticket, entry, what, workflow) ?? retelling(entry, workflow);
      if ('code' in told) return told;
      const amends = {
        seq: entry.seq,
        pub: entry.pub,
        ...told,
        files: told.text === null ? entry.attachments.length : 0,
      };
      const fields = { kind: 'change', audience: entry.audience, lang: ctx.locale, amends } as const;
      return { drafts: [draft(ctx, call, fields)] };
    });
    if (answer.ok || answer.code !== 'stale') return answer;
  }
  return answer;
}

/** Corrects what the caller has written, and what they said of the files that go with it. */
export function amend(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.amend'>>,
): Promise<Result<Written>> {
  const { body, descriptions = [], was } = call.data;
  const { side } = ctx.principal;
  const wanted = new Map(descriptions.map(({ id, description }) => [id, description]));
  return retell(installation, ctx, call, 'correct', (entry, { preset }) => {
    const { body: before, attachments, amended } = entry;
    // Somebody who writes on two devices must not lose what they wrote on the other.
    const is = (side === 'staff' ? amended?.seq : amended?.pub) ?? 0;
    if (was !== undefined && was !== is) return refuse('stale', { field: 'body' });
    if (body === '' && before) return refuse('empty', { field: 'body' });
    if ([...wanted.keys()].some((id) => !attachments.some((file) => file.id === id)))
      return refuse('not_found', { field: 'descriptions' });
    const said = attachments.map(
      ({ id, description }) => (wanted.has(id) ? wanted.get(id) : description) ?? null,
    );
    const areSame = said.every((one, at) => one === attachments[at]?.description);
    if (body === (before ?? '') && areSame) return refuse('unchanged', { field: 'body' });
    if (!areSame && attachmentLimitsOf(preset.rules).described && said.includes(null))
      return refuse('attachment_undescribed', { field: 'descriptions' });
    return { text: body, ...(said.length > 0 && { descriptions: said }) };
  });
}

/** Withdraws what the caller has written. */
export function retract(installation: Installation, ctx: Context, call: Call): Promise<Result<Written>> {
  return retell(installation, ctx, call, 'withdraw', () => ({ text: null }));
}
