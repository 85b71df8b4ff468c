import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import { deflectionId, dismissalId } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { readBefore } from './openingDetails.ts';

type Answer = Result<CommandOutput<'opening.solve'>>;

/**
 * Counts that an answer made a ticket unnecessary: once for a person and draft, however often it is said. What the person
 * may not read is left out without a word.
 */
export async function solve(
  installation: Installation,
  ctx: Context,
  { draft, article, ticket, consulted }: CommandData<'opening.solve'>,
): Promise<Answer> {
  const { principal } = ctx;
  if (!can(principal, 'ticket.open')) return refuse('forbidden');
  const read = await readBefore(installation, ctx, {
    consulted: {
      articles: [...(consulted?.articles ?? []), ...(article === undefined ? [] : [article])],
      tickets: [...(consulted?.tickets ?? []), ...(ticket === undefined ? [] : [ticket])],
    },
  });
  const _id = deflectionId(principal.person, draft);
  const fields = {
    company: principal.company,
    person: principal.person,
    at: installation.now(),
    article: read?.articles.find(({ slug }) => slug === article)?.slug ?? null,
    ticket: read?.tickets.find(({ number }) => number === ticket)?.number ?? null,
    consulted: read,
  };
  await installation.database.deflections.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
  const helped = fields.article ?? fields.ticket;
  // What helped in the end was what was asked for, whatever was said of it before.
  if (helped !== null)
    await installation.database.dismissals.deleteOne({ _id: dismissalId(principal.person, draft, helped) });
  return { ok: true, data: { counted: true } };
}

/** Takes back what was said of a draft: the answer did not help after all. */
export async function unsolve(
  { database }: Installation,
  { principal }: Context,
  { draft }: CommandData<'opening.unsolve'>,
): Promise<Answer> {
  if (!can(principal, 'ticket.open')) return refuse('forbidden');
  await database.deflections.deleteOne({ _id: deflectionId(principal.person, draft) });
  return { ok: true, data: { counted: false } };
}

/**
 * Counts that an answer was read while a ticket was written and was not what was asked for: once for a person, draft and
 * answer. One that the person may not read is not counted.
 */
export async function dismiss(
  installation: Installation,
  ctx: Context,
  { draft, article, ticket }: CommandData<'opening.dismiss'>,
): Promise<Answer> {
  const { principal } = ctx;
  if (!can(principal, 'ticket.open')) return refuse('forbidden');
  const read = await readBefore(installation, ctx, {
    consulted: {
      articles: article === undefined ? [] : [article],
      tickets: ticket === undefined ? [] : [ticket],
    },
  });
  const answer = read?.articles[0]?.slug ?? read?.tickets[0]?.number;
  if (answer === undefined) return { ok: true, data: { counted: false } };
  const fields = {
    company: principal.company,
    person: principal.person,
    at: installation.now(),
    article: read?.articles[0]?.slug ?? null,
    ticket: read?.tickets[0]?.number ?? null,
  };
  await installation.database.dismissals.updateOne(
    { _id: dismissalId(principal.person, draft, answer) },
    { $setOnInsert: fields },
    { upsert: true },
  );
  return { ok: true, data: { counted: true } };
}
