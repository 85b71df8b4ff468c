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
  type MailCopy,
  messageIdOf,
  type OutgoingMail,
  recipientsOf,
  secondAddressOf,
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

/** The second address, where somebody wants these mails there. */
function wantedSecond(ticket: Ticket, person: PersonRecord): string | null {
  const second = secondAddressOf(ticket, person);
  return second !== null && person.unsubscribedAddresses?.includes(second) ? null : second;
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
 * Makes a mail as it is to leave now, one for each address that it has not reached. What was read on the page meanwhile, what
 * the person may not see or does not want, is not in it.
 * @returns none when nothing is left to tell
 */
export async function composeMail(
  installation: Installation,
  mail: MailRecord,
): Promise<readonly OutgoingMail[]> {
  const made = await copiesOf(installation, mail);
  return made.filter((one) => one !== null).filter(({ recipients }) => recipients.length > 0);
}

async function copiesOf(
  installation: Installation,
  mail: MailRecord,
): Promise<readonly (OutgoingMail | null)[]> {
  const { notice, ticket } = mail;
  if (!notice) return ticket === undefined ? [] : composeTicketMail(installation, mail, ticket);
  return [
    'company' in notice
      ? await composeHoldNotice(installation, mail, notice)
      : await composeNotice(installation, mail, notice),
  ];
}

async function composeTicketMail(
  installation: Installation,
  mail: MailRecord,
  ticketId: string,
): Promise<OutgoingMail[]> {
  const matter = await matterOf(installation, mail, ticketId);
  if (!matter) return [];
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
  const host = hostOf(installation);
  const root = `ticket.${ticket.id}@${host}`;
  const note = sentences.say('mail_note');
  const written = {
    reader,
    locale,
    provider: settings.provider,
    logo: look.logo,
    ticket: projectTicket(ticket, reader.side),
    told,
    ...people,
    names: preset.names,
    address: `${origin}/tickets/${ticket.number}`,
    timeZone: service.calendar.timeZone,
    closesAt: closesAt(ticket, preset),
    sentences,
  };
  const copyFor = (copy: MailCopy, address: string, token: string): OutgoingMail => {
    const unsubscribe = isOptional ? `${origin}/unsubscribe/${token}` : null;
    const letter = writeLetter({ ...written, unsubscribe, copy });
    const before = previous ? [messageIdOf(installation, previous, copy)] : [];
    return {
      messageId: messageIdOf(installation, mail, copy),
      to: { name: copy === 'account' ? fullName(person) : '', address },
      recipients: recipientsOf(mail, address),
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
  };
  const second = wantedSecond(ticket, person);
  return [
    copyFor('account', person.email, mailSeal.tokenFor(person._id)),
    ...(second === null ? [] : [copyFor('second', second, mailSeal.tokenForSecond(ticket.id))]),
  ];
}
