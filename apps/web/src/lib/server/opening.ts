import { randomUUID } from 'node:crypto';
import { needsAuthorization, ticketNumber } from '@sportello/core';
import { formOf } from '@sportello/core/openingForm';
import {
  ask,
  type Context,
  companiesWithPeople,
  type Installation,
  installationChoices,
  technicianChoices,
} from '@sportello/domain';
import { draftName } from '$lib/features/opening/openingDraft';
import { emptyOpening, type OpeningValues, topicValue } from '$lib/features/opening/openingForm';
import type { OpeningInstallation, OpeningPage, OpeningParty } from '$lib/features/opening/openingPage';
import { topicsOf } from '$lib/features/ticket/words/topics';
import { readDeepLink } from './deepLink';

/** For whom a customer opens: the company the person acts for now. */
async function ownParty(
  { people }: Installation,
  { principal, name }: Context,
): Promise<OpeningParty | null> {
  const company = principal.company === null ? null : await people.company(principal.company);
  return company && { company: company.name, vatNumber: company.vatNumber, person: name };
}

/** How the person can be reached, as known already. */
async function ownContact(
  { people }: Installation,
  { principal, name }: Context,
): Promise<Partial<OpeningValues>> {
  if (principal.company === null) return {};
  const [company, person] = await Promise.all([
    people.company(principal.company),
    people.person(principal.person),
  ]);
  return { contactName: name, phone: company?.phone ?? '', email: person?.email ?? '' };
}

/** The installations as the form shows them. */
async function productsFor(installation: Installation, context: Context): Promise<OpeningInstallation[]> {
  const choices = await installationChoices(installation, context);
  return choices.map(({ contractEnd, ...product }) => ({
    ...product,
    expired: contractEnd !== null && contractEnd < installation.now(),
  }));
}

/** The ticket that the new one goes on from; null when the reader may not see it. */
async function goingOn(installation: Installation, context: Context, asked: string | null) {
  const number = ticketNumber.safeParse(Number(asked));
  if (!number.success) return null;
  const answer = await ask(installation, context, 'sync', { ticket: number.data, follow: false });
  return answer.ok ? answer.data.ticket : null;
}

/** What the person was writing on this form. */
async function keptOf(installation: Installation, context: Context, followUpOf: string) {
  const answer = await ask(installation, context, 'draft', { name: draftName(followUpOf) });
  return answer.ok ? answer.data.draft : null;
}

/**
 * What the form of a new ticket begins with.
 * @param query of the address: `followUpOf` a ticket's number, and what another program, or a search in vain, says
 */
export async function openingPage(
  installation: Installation,
  context: Context,
  query: URLSearchParams,
): Promise<OpeningPage> {
  const [settings, party, companies, products, technicians, contact, previous] = await Promise.all([
    installation.settings(),
    ownParty(installation, context),
    companiesWithPeople(installation, context),
    productsFor(installation, context),
    technicianChoices(installation, context),
    ownContact(installation, context),
    goingOn(installation, context, query.get('followUpOf')),
  ]);
  const isStaff = context.principal.side === 'staff';
  const form = formOf(settings);
  const [only] = products;
  const linked = readDeepLink(query);
  const values: OpeningValues = {
    ...emptyOpening,
    ...contact,
    requestType: form.requestTypes[0] ?? emptyOpening.requestType,
    installation: !isStaff && only && products.length === 1 ? only.id : '',
    title: previous?.title ?? '',
    ...linked.values,
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
    linked,
    kept: await keptOf(installation, context, values.followUpOf),
    party,
    companies: isStaff ? companies : null,
    topics: topicsOf(settings, context.locale),
    form,
    installations: products,
    technicians,
    followUp: previous && { id: previous.id, number: previous.number, title: previous.title },
    followUpMissing: query.has('followUpOf') && !previous,
    awaitsAuthorization: needsAuthorization(context.principal.role),
  };
}
