import {
  type CommandData,
  type Consulted,
  can,
  type Details,
  type Refusal,
  refuse,
  type Ticket,
} from '@sportello/core';
import { asked, type FormField, formFaults, formOf } from '@sportello/core/openingForm';
import { fromRecord, type TicketRecord, trusted } from '@sportello/models';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { articleTitles } from '../queries/articles.ts';
import { type InstallationChoice, installationsOfCompany, isTechnician } from '../queries/openingChoices.ts';

type Opening = CommandData<'ticket.open'>;
interface Parties {
  readonly company: string;
  readonly requester: string;
}

/** What a new ticket carries beside title, topic and priority. */
export interface Filled {
  readonly details: Details | null;
  readonly consulted: Consulted | null;
}

/** A telephone number as it is stored; null when it cannot be one. Numbers without a prefix are Italian. */
export function toE164(typed: string): string | null {
  const parsed = parsePhoneNumberFromString(typed, 'IT');
  return parsed?.isPossible() ? parsed.number : null;
}

/** The fields of the form that hold something. */
function filledIn(
  data: Opening,
  isCustomer: boolean,
  product: object | 'none' | undefined,
  phone: string | undefined,
) {
  const is: Readonly<Record<FormField, boolean>> = {
    installation: product !== undefined,
    // Support says of what it opens for others what the form does not ask.
    requestType: isCustomer && data.requestType !== 'assistance',
    title: true,
    description: true,
    attachments: (data.attachments?.length ?? 0) > 0,
    topic: true,
    module: data.module !== undefined,
    priority: isCustomer && data.priority !== 'normal',
    importance: data.importance !== undefined,
    contactName: data.contactName !== undefined,
    preference: data.preference !== undefined,
    phone: phone !== undefined,
    email: data.email !== undefined,
    technician: data.technician !== undefined,
  };
  return new Set(Object.entries(is).flatMap(([field, holds]) => (holds ? [field as FormField] : [])));
}

/**
 * The installation a ticket is about: the one named, else the only one there is; null: it is not the company's. `none`: there
 * are none to choose from.
 */
async function productOf(
  installation: Installation,
  company: string,
  named: string | undefined,
  isAsked: boolean,
): Promise<InstallationChoice | 'none' | null | undefined> {
  if (!isAsked && named === undefined) return undefined;
  const owned = await installationsOfCompany(installation, company);
  if (named !== undefined) return owned.find(({ id }) => id === named) ?? null;
  if (owned.length === 0) return 'none';
  return owned.length === 1 ? owned[0] : undefined;
}

/** An address that is not the account's own. */
async function otherAddress(
  installation: Installation,
  requester: string,
  email: string | undefined,
): Promise<string | undefined> {
  if (email === undefined) return undefined;
  const person = await installation.people.person(requester);
  return person?.email === email.toLowerCase() ? undefined : email.toLowerCase();
}

/** What was read beside the form, as far as the writer may read it: the rest is left out without a word. */
export async function readBefore(
  installation: Installation,
  ctx: Context,
  { consulted }: Pick<Opening, 'consulted'>,
): Promise<Consulted | null> {
  if (!consulted || consulted.articles.length + consulted.tickets.length === 0) return null;
  const [titles, records] = await Promise.all([
    articleTitles(installation, ctx, consulted.articles),
    installation.database.tickets
      .find({ number: trusted({ $in: [...new Set(consulted.tickets)] }) })
      .lean<TicketRecord[]>(),
  ]);
  const seen: Ticket[] = records
    .map(fromRecord)
    .filter((ticket) => can(ctx.principal, 'ticket.read', ticket));
  const articles = [...new Set(consulted.articles)].flatMap((slug) => {
    const title = titles.get(slug);
    return title === undefined ? [] : [{ slug, title }];
  });
  if (articles.length + seen.length === 0) return null;
  return { articles, tickets: seen.map(({ number, title }) => ({ number, title })) };
}

/** Only what is there. */
function present<T extends object>(fields: { [F in keyof T]: T[F] | undefined }): T | null {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? null : (Object.fromEntries(entries) as T);
}

/**
 * Checks what was filled in against the installation's form, and makes of it what the ticket keeps.
 * @returns a refusal that names the field
 */
export async function detailsOf(
  installation: Installation,
  ctx: Context,
  data: Opening,
  parties: Parties,
): Promise<Filled | Refusal> {
  const [settings, company] = await Promise.all([
    installation.settings(),
    installation.people.company(parties.company),
  ]);
  const form = formOf(settings);
  const product = await productOf(
    installation,
    parties.company,
    data.installation,
    asked(form, 'installation') !== undefined,
  );
  if (product === null) return refuse('not_found', { field: 'installation' });
  // Where the form does not ask for a number, whoever wants to be called is called at the company's.
  const typed = data.phone ?? (data.preference === 'phone' && company?.phone ? company.phone : undefined);
  const isCustomer = ctx.principal.side === 'customer';
  const given = filledIn(data, isCustomer, product, asked(form, 'phone') ? typed : data.phone);
  const [fault] = formFaults(form, given, {
    preference: data.preference,
    ...(isCustomer && { requestType: data.requestType }),
  });
  if (fault) return refuse(fault.code, { field: fault.field });
  const phone = typed === undefined ? undefined : (toE164(typed) ?? null);
  if (phone === null) return refuse('phone_invalid', { field: 'phone' });
  const technician = data.technician === undefined ? null : await installation.people.person(data.technician);
  if (data.technician !== undefined && !(technician && isTechnician(technician)))
    return refuse('not_found', { field: 'technician' });
  const context = data.context && present<NonNullable<Details['context']>>(data.context);
  const details = present<Details>({
    contactName: data.contactName,
    preference: data.preference,
    phone,
    email: await otherAddress(installation, parties.requester, data.email),
    installation:
      product && product !== 'none'
        ? { id: product.id, product: product.product, version: product.version }
        : undefined,
    technician: data.technician,
    module: data.module,
    importance: data.importance,
    context: context ?? undefined,
  });
  return { details, consulted: await readBefore(installation, ctx, data) };
}
