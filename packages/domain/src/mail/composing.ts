import {
  closesAt,
  type Entry,
  type Principal,
  projectEntry,
  projectTicket,
  stateIsDone,
  type Ticket,
} from '@sportello/core';
import {
  asAmended,
  type EntryRecord,
  findTicket,
  fullName,
  type MailRecord,
  mailBefore,
  type PersonRecord,
  type ReaderRecord,
  readerId,
  trusted,
} from '@sportello/models';
import { principalOf } from '../identity/principal.ts';
import type { Installation } from '../installation.ts';
import { composeHoldNotice } from './holdNotices.ts';
import { htmlText } from './html.ts';
import { type Told, writeLetter } from './letter.ts';
import { composeNotice } from './notices.ts';
import {
  automaticHeaders,
  hasAddress,
  hostOf,
  lookOf,
  messageIdOf,
  type OutgoingMail,
  recipientsOf,
  unsubscribingHeaders,
} from './outgoing.ts';
import { plainText } from './plain.ts';
import { mailReason } from './reasons.ts';
import { sentencesIn } from './sentences.ts';
import { mailSubject } from './subject.ts';

/** What of some entries somebody is told, as their side sees it. */
function toldTo(
  person: PersonRecord,
  reader: Principal,
  ticket: Ticket,
  entries: readonly Entry[],
  at: ReaderRecord | null,
): Told[] {
  const read = (reader.side === 'staff' ? at?.seq : at?.pub) ?? 0;
  return entries.flatMap((whole) => {
    const reason = mailReason(whole, ticket, reader);
    const entry = projectEntry(whole, reader.side);
    if (reason === null || entry === null) return [];
    if (person.unsubscribed && reason !== 'authorization') return [];
    // A receipt is for keeping: having read one's own request on the page is no matter.
    return entry.seq <= read && reason !== 'confirmation' ? [] : [{ entry, reason }];
  });
}

/** Everything a mail is decided by, read anew: rights and texts are those of the moment it leaves. */
async function matterOf(installation: Installation, mail: MailRecord, ticketId: string) {
  const { database } = installation;
  const [ticket, person, records, at] = await Promise.all([
    findTicket(database, ticketId),
    database.people.findById(mail.person).lean<PersonRecord>(),
    database.entries

      .find({ ticket: ticketId, seq: trusted({ $in: mail.entries }) })
      .sort({ seq: 1 })
      .lean<EntryRecord[]>(),
    database.readers.findById(readerId(ticketId, mail.person)).lean<ReaderRecord>(),
  ]);
  if (!ticket || !person || !hasAddress(installation, person)) return null;
  const reader = principalOf(person, ticket.company);
  if (!reader) return null;
  const entries = await asAmended(database, records);
  const [first, ...others] = toldTo(person, reader, ticket, entries, at);
  return first ? { ticket, person, reader, told: [first, ...others] as const } : null;
}

/** The address that a requester named on a ticket beside the account's, where it is another one. */
function secondAddress({ requester, details }: Ticket, person: PersonRecord): string | null {
  const second = details?.email ?? null;
  return requester === person._id && second?.toLowerCase() !== person.email ? second : null;
}

async function namesFor({ people }: Installation, reader: Principal, ticket: Ticket, told: readonly Told[]) {
  const ids = told.flatMap(({ entry }) => [
    entry.author.id,
    ...(entry.changes.operator ?? []),
    ...(entry.changes.requester ?? []),
  ]);
  const named = [ticket.requester, ...ids].filter((id): id is string => typeof id === 'string');
  const directory = await people.names(reader, [...new Set(named)], [ticket.company]);
  const byId = new Map(directory.people.map(({ id, name }) => [id, name]));
  return {
    person: (id: string) => byId.get(id) ?? '–',
    company: directory.companies[0]?.name ?? '–',
    // Of what is over, nothing is left to hold.
    hold: stateIsDone(ticket.state) ? null : (directory.companies[0]?.held ?? null),
  };
}

/**
 * Makes a mail as it is to leave now. What was read on the page meanwhile, what the person may not see or does not want,
 * is not in it.
 * @returns null when nothing is left to tell
 */
export async function composeMail(
  installation: Installation,
  mail: MailRecord,
): Promise<OutgoingMail | null> {
  const { notice } = mail;
  if (notice)
    return 'company' in notice
      ? composeHoldNotice(installation, mail, notice)
      : composeNotice(installation, mail, notice);
  return mail.ticket === undefined ? null : composeTicketMail(installation, mail, mail.ticket);
}

async function composeTicketMail(
  installation: Installation,
  mail: MailRecord,
  ticketId: string,
): Promise<OutgoingMail | null> {
  const matter = await matterOf(installation, mail, ticketId);
  if (!matter) return null;
  const { ticket, person, reader, told } = matter;
  const { locale } = person;
  const { origin, mailSeal, database } = installation;
  const [settings, look, { preset, service }, sentences, people, previous] = await Promise.all([
    installation.settings(),
    lookOf(installation),
    installation.workflow(),
    sentencesIn(locale),
    namesFor(installation, reader, ticket, told),
    mailBefore(database, ticket.id, mail),
  ]);
  const isOptional = told.every(({ reason }) => reason !== 'authorization');
  const token = mailSeal.tokenFor(person._id);
  const letter = writeLetter({
    reader,
    locale,
    provider: settings.provider,
    logo: look.logo,
    ticket: projectTicket(ticket, reader.side),
    told,
    ...people,
    names: preset.names,
    address: `${origin}/tickets/${ticket.number}`,
    unsubscribe: isOptional ? `${origin}/unsubscribe/${token}` : null,
    timeZone: service.calendar.timeZone,
    closesAt: closesAt(ticket, preset),
    sentences,
  });
  const host = hostOf(installation);
  const root = `ticket.${ticket.id}@${host}`;
  const before = previous ? [messageIdOf(installation, previous)] : [];
  const note = sentences.say('mail_note');
  const second = secondAddress(ticket, person);
  return {
    messageId: messageIdOf(installation, mail),
    to: { name: fullName(person), address: person.email },
    ...(second !== null && { cc: second }),
    recipients: recipientsOf(mail, person.email, second),
    ...look.headed,
    subject: mailSubject(ticket),
    text: plainText(letter, note),
    html: htmlText(letter, note),
    inReplyTo: before[0] ?? root,
    references: [root, ...before],
    headers: {
      ...automaticHeaders(locale),
      'List-Id': `<tickets.${host}>`,
      ...(isOptional && unsubscribingHeaders(origin, token)),
    },
  };
}
