import {
  type Amending,
  amendRefusal,
  type CommandData,
  type Entry,
  type Refusal,
  type Result,
  refuse,
  type Written,
} from '@sportello/core';
import { asAmended, findEntry, findTicket } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';

/** How often a ticket may go on between reading and deciding. */
const TRIES = 5;

type Call = KeyedCall<CommandData<'ticket.retract'>>;

/** What an entry that is retold says from now on; null: nothing. */
type Retelling = (entry: Entry) => string | null | Refusal;

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
      const text = amendRefusal(ticket, entry, what, workflow) ?? retelling(entry);
      if (text !== null && typeof text !== 'string') return text;
      const amends = {
        seq: entry.seq,
        pub: entry.pub,
        text,
        files: text === null ? entry.attachments.length : 0,
      };
      const fields = { kind: 'change', audience: entry.audience, lang: ctx.locale, amends } as const;
      return { drafts: [draft(ctx, call, fields)] };
    });
    if (answer.ok || answer.code !== 'stale') return answer;
  }
  return answer;
}

/** Corrects what the caller has written. */
export function amend(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.amend'>>,
): Promise<Result<Written>> {
  const { body } = call.data;
  return retell(installation, ctx, call, 'correct', (entry) =>
    entry.body === body ? refuse('unchanged', { field: 'body' }) : body,
  );
}

/** Withdraws what the caller has written. */
export function retract(installation: Installation, ctx: Context, call: Call): Promise<Result<Written>> {
  return retell(installation, ctx, call, 'withdraw', () => null);
}
