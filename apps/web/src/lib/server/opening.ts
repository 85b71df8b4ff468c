import { randomUUID } from 'node:crypto';
import { needsAuthorization, TITLE_LIMIT, ticketNumber } from '@sportello/core';
import { ask, type Context, companiesWithPeople, type Installation } from '@sportello/domain';
import { emptyOpening, type OpeningValues, topicValue } from '$lib/features/opening/openingForm';
import type { OpeningPage, OpeningParty } from '$lib/features/opening/openingPage';
import { topicsOf } from '$lib/features/ticket/words/topics';

/** For whom a customer opens: the company the person acts for now. */
async function ownParty(
  { people }: Installation,
  { principal, name }: Context,
): Promise<OpeningParty | null> {
  const company = principal.company === null ? null : await people.company(principal.company);
  return company && { company: company.name, vatNumber: company.vatNumber, person: name };
}

/** The ticket that the new one goes on from; null when the reader may not see it. */
async function goingOn(installation: Installation, context: Context, asked: string | null) {
  const number = ticketNumber.safeParse(Number(asked));
  if (!number.success) return null;
  const answer = await ask(installation, context, 'sync', { ticket: number.data, follow: false });
  return answer.ok ? answer.data.ticket : null;
}

/**
 * What the form of a new ticket begins with.
 * @param query of the address: `followUpOf` a ticket's number, `title` what somebody searched for in vain
 */
export async function openingPage(
  installation: Installation,
  context: Context,
  query: URLSearchParams,
): Promise<OpeningPage> {
  const [settings, party, companies, previous] = await Promise.all([
    installation.settings(),
    ownParty(installation, context),
    companiesWithPeople(installation, context),
    goingOn(installation, context, query.get('followUpOf')),
  ]);
  const isStaff = context.principal.side === 'staff';
  const values: OpeningValues = {
    ...emptyOpening,
    title: (query.get('title') ?? previous?.title ?? '').slice(0, TITLE_LIMIT),
    ...(previous && {
      followUpOf: String(previous.number),
      category: previous.category,
      subcategory: topicValue(previous),
      ...(isStaff && { company: previous.company, requester: previous.requester }),
    }),
  };
  return {
    key: randomUUID(),
    values,
    party,
    companies: isStaff ? companies : null,
    topics: topicsOf(settings, context.locale),
    followUp: previous && { id: previous.id, number: previous.number, title: previous.title },
    followUpMissing: query.has('followUpOf') && !previous,
    awaitsAuthorization: needsAuthorization(context.principal.role),
  };
}
