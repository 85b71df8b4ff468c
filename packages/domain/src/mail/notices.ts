import { type AccountNotice, fullName, type MailRecord, type PersonRecord } from '@sportello/models';
import type { Installation } from '../installation.ts';
import { htmlText } from './html.ts';
import { type Letter, momentIn } from './letter.ts';
import {
  automaticHeaders,
  hasAddress,
  lookOf,
  messageIdOf,
  type OutgoingMail,
  recipientsOf,
} from './outgoing.ts';
import { plainText } from './plain.ts';
import { type Sentences, sentencesIn } from './sentences.ts';

/** The sentences of each kind of notice. */
const sentencesOf = {
  guessing: ['mail_guessing_title', 'mail_guessing_lead', 'mail_guessing_remark'],
  guessingMany: ['mail_guessing_many_title', 'mail_guessing_many_lead', 'mail_guessing_many_remark'],
  newDevice: ['mail_device_title', 'mail_device_lead', 'mail_device_remark', 'mail_reason_device'],
} as const satisfies Record<AccountNotice['kind'], readonly Parameters<Sentences['say']>[0][]>;

/**
 * Makes the mail of a notice about an account.
 * @returns null when its person is gone
 */
export async function composeNotice(
  installation: Installation,
  mail: MailRecord,
  { kind, address, device }: AccountNotice,
): Promise<OutgoingMail | null> {
  const person = await installation.database.people.findById(mail.person).lean<PersonRecord>();
  if (!person?.active || !hasAddress(installation, person)) return null;
  const { locale } = person;
  const [{ provider }, look, { service }, sentences] = await Promise.all([
    installation.settings(),
    lookOf(installation),
    installation.workflow(),
    sentencesIn(locale),
  ]);
  const [title, lead, remark, reason = 'mail_reason_account'] = sentencesOf[kind];
  const from = device ?? sentences.say('mail_device_unknown');
  const when = momentIn(service.calendar.timeZone, locale, mail.firstAt);
  const letter: Letter = {
    locale,
    provider,
    logo: look.logo,
    number: null,
    title: sentences.say(title),
    lead: sentences.say(lead, { when, address, device: from }),
    items: [],
    remark: sentences.say(remark),
    button: { label: sentences.say('mail_notice_button'), href: installation.origin },
    reason: sentences.say(reason),
    unsubscribe: null,
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
    headers: automaticHeaders(locale),
  };
}
