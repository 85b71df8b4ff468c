import { can, openStates, type Principal, type Ticket } from '@sportello/core';
import {
  type CompanyRecord,
  type Database,
  fromRecord,
  fullName,
  type HoldNotice,
  holdNoticeId,
  type MailRecord,
  noteTold,
  type PersonRecord,
  planHoldNotices,
  type TicketRecord,
  trusted,
  type UntoldHold,
  untoldCompanies,
} from '@sportello/models';
import { principalOf } from '../identity/principal.ts';
import type { Installation } from '../installation.ts';
import { htmlText } from './html.ts';
import { type Letter, withoutLinks } from './letter.ts';
import {
  automaticHeaders,
  hasAddress,
  lookOf,
  messageIdOf,
  type OutgoingMail,
  recipientsOf,
  unsubscribingHeaders,
} from './outgoing.ts';
import { plainText } from './plain.ts';
import { type Sentences, sentencesIn } from './sentences.ts';

/** Most tickets that a mail names. */
const NAMED = 10;

/** Open tickets of a company, newest activity first. */
async function openTicketsOf({ tickets }: Database, company: string): Promise<Ticket[]> {
  const found = await tickets
    .find({ company, state: trusted({ $in: [...openStates] }) })
    .sort({ activityAt: -1 })
    .lean<TicketRecord[]>();
  return found.map(fromRecord);
}

/** Of some tickets those that a person works on, or takes part in. */
function ownAmong(tickets: readonly Ticket[], reader: Principal): Ticket[] {
  const { person, side } = reader;
  return tickets.filter(
    (ticket) =>
      can(reader, 'ticket.read', ticket) &&
      (side === 'staff'
        ? ticket.operator === person
        : ticket.requester === person || ticket.participants.includes(person)),
  );
}

/** Does a hold concern somebody: as administrator of the company, or with a ticket of theirs? */
const isConcerned = (reader: Principal, own: readonly Ticket[]): boolean =>
  (reader.side === 'customer' && reader.role === 'administrator') || own.length > 0;

async function planOne(
  database: Database,
  company: string,
  { what, since, at, by }: UntoldHold,
  quiet: number,
): Promise<void> {
  const tickets = await openTicketsOf(database, company);
  const operators = tickets.flatMap(({ operator }) => operator ?? []);
  const people = await database.people
    .find({
      active: true,
      $or: [{ 'memberships.company': company }, { _id: trusted({ $in: [...new Set(operators)] }) }],
    })
    .lean<PersonRecord[]>();
  const concerned = people.filter((person) => {
    const reader = principalOf(person, company);
    return reader && person._id !== by && isConcerned(reader, ownAmong(tickets, reader));
  });
  const kind = what === 'held' ? 'companyHeld' : 'companyReleased';
  await planHoldNotices(
    database,
    concerned.map(({ _id }) => _id),
    { kind, company, since },
    at,
    quiet,
  );
}

/**
 * Plans the mails about holds of companies that began or ended: one for each person whom it concerns, whatever the number of
 * their tickets. Cut off anywhere it may be done again. Hold the lease `mail`.
 * @param quiet milliseconds after which it is told
 * @returns how many holds were dealt with
 */
export async function planOwedHoldNotices(database: Database, quiet: number): Promise<number> {
  let count = 0;
  for (const { _id, untold } of await untoldCompanies(database))
    for (const one of untold) {
      await planOne(database, _id, one, quiet);
      await noteTold(database, _id, one);
      count += 1;
    }
  return count;
}

/** Is what a notice says still so, and worth saying? Of a hold that ended before it was told, nothing is told at all. */
async function stillStands(
  { database }: Installation,
  { hold, pastHolds = [] }: CompanyRecord,
  notice: HoldNotice,
  person: string,
): Promise<boolean> {
  const { kind, since } = notice;
  if (kind === 'companyHeld') return (hold?.since ?? 0) === since && hold !== null;
  if (hold || pastHolds.at(-1)?.from !== since) return false;
  const begun = await database.mails
    .findById(holdNoticeId({ ...notice, kind: 'companyHeld' }, person))
    .lean();
  if (!begun || begun.state === 'sent') return true;
  // One that waits, or is just being looked at, says nothing any more; only what was tried may have arrived.
  return begun.state === 'leaving' && begun.said !== undefined;
}

function ticketWords(own: readonly Ticket[], { say }: Sentences): string[] {
  if (own.length === 0) return [];
  const named = own.slice(0, NAMED).map(({ number, title }) => `#${number} ${withoutLinks(title)}`);
  const tickets = named.join(', ');
  const count = own.length - named.length;
  return [say(count > 0 ? 'mail_hold_tickets_more' : 'mail_hold_tickets', { tickets, count })];
}

/** What the mail says, to who reads. */
function wordsOf(
  { kind }: HoldNotice,
  { name, hold }: CompanyRecord,
  reader: Principal,
  own: readonly Ticket[],
  sentences: Sentences,
): Pick<Letter, 'title' | 'lead' | 'remark'> {
  const { say } = sentences;
  const company = withoutLinks(name);
  if (kind === 'companyReleased' || !hold)
    return {
      title: say('mail_hold_end_title', { company }),
      lead: say('mail_hold_end_lead'),
      remark: ticketWords(own, sentences).join(' ') || null,
    };
  const isStaff = reader.side === 'staff';
  const knowsReason = isStaff || reader.role === 'administrator';
  const said = [
    ...(isStaff ? [] : [say('hold_call', { whom: hold.callWhom })]),
    ...(knowsReason ? [say('hold_reason', { reason: withoutLinks(hold.reason) })] : []),
    ...ticketWords(own, sentences),
  ];
  return {
    title: say('mail_hold_title', { company }),
    lead: isStaff ? say('mail_hold_lead_staff', { company }) : withoutLinks(hold.text || say('hold_text')),
    remark: said.join(' ') || null,
  };
}

/**
 * Makes the mail that tells somebody of the hold of a company, as things are now.
 * @returns null when it is over before it was told, or does not concern them any more
 */
export async function composeHoldNotice(
  installation: Installation,
  mail: MailRecord,
  notice: HoldNotice,
): Promise<OutgoingMail | null> {
  const { database, origin, mailSeal } = installation;
  const [person, company] = await Promise.all([
    database.people.findById(mail.person).lean<PersonRecord>(),
    database.companies.findById(notice.company).lean<CompanyRecord>(),
  ]);
  if (!person?.active || person.unsubscribed || !company || !hasAddress(installation, person)) return null;
  if (!(await stillStands(installation, company, notice, mail.person))) return null;
  const reader = principalOf(person, company._id);
  const own = reader ? ownAmong(await openTicketsOf(database, company._id), reader) : [];
  if (!reader || !isConcerned(reader, own)) return null;
  const { locale } = person;
  const [{ provider }, look, sentences] = await Promise.all([
    installation.settings(),
    lookOf(installation),
    sentencesIn(locale),
  ]);
  const token = mailSeal.tokenFor(person._id);
  const letter: Letter = {
    locale,
    provider,
    logo: look.logo,
    number: null,
    ...wordsOf(notice, company, reader, own, sentences),
    items: [],
    button: {
      label: sentences.say('mail_notice_button'),
      href: `${origin}${reader.side === 'staff' ? '/desk' : '/tickets'}`,
    },
    reason: sentences.say('mail_reason_hold', { company: withoutLinks(company.name) }),
    unsubscribe: { label: sentences.say('mail_unsubscribe'), href: `${origin}/unsubscribe/${token}` },
  };
  const note = sentences.say('mail_note');
  return {
    messageId: messageIdOf(installation, mail),
    to: { name: fullName(person), address: person.email },
    recipients: recipientsOf(mail, person.email),
    ...look.headed,
    subject: letter.title,
    text: plainText(letter, note),
    html: htmlText(letter, note),
    references: [],
    headers: { ...automaticHeaders(locale), ...unsubscribingHeaders(origin, token) },
  };
}
