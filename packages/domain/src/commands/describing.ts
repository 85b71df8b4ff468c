import {
  type Changes,
  type CommandData,
  describeRefusal,
  type Result,
  refuse,
  type Ticket,
  type Written,
} from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';

type Description = CommandData<'ticket.describe'>;

function changesOf(ticket: Ticket, { title, category, subcategory }: Description): Changes {
  return {
    ...(title !== undefined && title !== ticket.title && { title: [ticket.title, title] }),
    ...(category !== undefined && category !== ticket.category && { category: [ticket.category, category] }),
    ...(subcategory !== undefined &&
      subcategory !== ticket.subcategory && { subcategory: [ticket.subcategory, subcategory] }),
  };
}

/** Changes what a ticket is called and is about. As long as nobody has it in charge, its topic chooses the team. */
export async function describe(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<Description>,
): Promise<Result<Written>> {
  const { category, subcategory } = call.data;
  const { categories } = await installation.settings();
  const area = categories.find(({ code }) => code === category);
  const topic = area?.subcategories.find(({ code }) => code === subcategory);
  return onTicket(installation, ctx, call, 'ticket.describe', (ticket, workflow) => {
    const refusal = describeRefusal(ticket, workflow);
    if (refusal) return refusal;
    if (category !== undefined && !topic) return refuse('not_allowed_value', { field: 'subcategory' });
    const changes = changesOf(ticket, call.data);
    if (Object.keys(changes).length === 0) return refuse('unchanged');
    const isRouted = topic && ticket.operator === null && topic.team !== ticket.team;
    const routed: Changes = isRouted ? { team: [ticket.team, topic.team] } : {};
    return {
      drafts: [draft(ctx, call, { kind: 'change', audience: 'all', changes: { ...changes, ...routed } })],
    };
  });
}
