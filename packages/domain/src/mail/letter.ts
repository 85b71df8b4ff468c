import type { Changes, CompanyCard, Entry, Hold, Principal, StateNames, Ticket } from '@sportello/core';
import type { Locale } from '../context.ts';
import type { MailCopy } from './outgoing.ts';
import type { MailReason } from './reasons.ts';
import type { Sentences } from './sentences.ts';

/** One entry as a mail tells it. */
export interface LetterItem {
  readonly who: string;
  readonly when: string;
  /** True for what only support may see. */
  readonly isNote: boolean;
  readonly body: string | null;
  /** What changed, a sentence each. */
  readonly changes: readonly string[];
}

/** The logo above a letter, in points. */
export interface LetterLogo {
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

/** What a mail says, before it becomes text or HTML. */
export interface Letter {
  readonly locale: Locale;
  readonly provider: { readonly name: string; readonly accentHue: number };
  /** Null: the provider's letter on its colour. */
  readonly logo: LetterLogo | null;
  /** Of the ticket it is about; null where it is about none. */
  readonly number: number | null;
  readonly title: string;
  readonly lead: string;
  readonly items: readonly LetterItem[];
  /** Said below the first sentence, in softer letters. */
  readonly remark: string | null;
  readonly button: { readonly label: string; readonly href: string };
  readonly reason: string;
  /** Null where one cannot do without it. */
  readonly unsubscribe: { readonly label: string; readonly href: string } | null;
}

/** An entry that is told, and why. */
export interface Told {
  readonly entry: Entry;
  readonly reason: MailReason;
}

/** What a letter is written from. */
export interface LetterMatter {
  readonly reader: Principal;
  readonly locale: Locale;
  readonly provider: Letter['provider'];
  readonly logo: LetterLogo | null;
  /** As the reader's side sees it. */
  readonly ticket: Ticket;
  /** As the reader's side sees them, ascending, one at least. */
  readonly told: readonly [Told, ...Told[]];
  readonly person: (id: string) => string;
  readonly company: string;
  /** The hold of the ticket's company, as the reader may know it. */
  readonly hold: CompanyCard['held'];
  /** Where the ticket is. */
  readonly address: string;
  /** Where one ends these mails; null where one cannot do without this one. */
  readonly unsubscribe: string | null;
  /** Which address it goes to. */
  readonly copy: MailCopy;
  /** What the workflow in force calls its states. */
  readonly names: StateNames;
  /** IANA name of the provider's time zone. */
  readonly timeZone: string;
  /** When it closes by itself if nobody writes; null for one that does not. */
  readonly closesAt: number | null;
  readonly sentences: Sentences;
}

/** Most entries in one letter, and most UTF-16 code units of each: mail programs cut what is longer. */
const [MOST_ITEMS, MOST_CHARACTERS] = [60, 3_000];

/** What decides the first sentence, the most pressing first. */
const pressing: readonly MailReason[] = [
  'authorization',
  'confirmation',
  'assigned',
  'opened',
  'due',
  'closing',
  'planReached',
  'news',
];

/**
 * A moment as mails tell it.
 * @param timeZone the provider's
 */
export function momentIn(timeZone: string, locale: Locale, at: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}

const dayOf = (at: number, locale: Locale, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(at);

/** What each promise is called, before its time and after. */
const dueKeys = {
  take_charge: ['due_take_charge', 'due_take_charge_late'],
  response: ['due_response', 'due_response_late'],
  resolution: ['due_resolution', 'due_resolution_late'],
} as const;

/** Takes the domain out of a name that would become a link in mail programs: nobody advertises through our mails. */
export const withoutLinks = (name: string): string =>
  name.replace(/([\p{L}\p{N}])([.:])(?=[\p{L}\p{N}]{2}|\/\/)/gu, '$1$2\u2060');

function shortened(body: string, { sentences }: LetterMatter): string {
  if (body.length <= MOST_CHARACTERS) return body;
  const start = body.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/u, '');
  return `${start}…\n\n${sentences.say('mail_continues')}`;
}

/** A call that was recorded, and who waits for one. */
function callSentences({ call, callback }: Changes, { say }: Sentences): string[] {
  const made = call?.[1];
  const wish = callback?.[1];
  return [
    ...(made
      ? [
          say(made.direction === 'made' ? 'mail_call_made' : 'mail_call_received', {
            who: withoutLinks(made.with),
          }),
        ]
      : []),
    ...(wish ? [say('mail_callback', { who: withoutLinks(wish.name), phone: wish.phone })] : []),
    ...(wish?.when ? [say('mail_callback_when', { when: withoutLinks(wish.when) })] : []),
  ];
}

/** What a hold means and whom to call, or that it is over. */
function holdSentences(hold: Hold | null, { say }: Sentences): string[] {
  if (!hold) return [say('mail_released')];
  const words = hold.text || say('hold_text');
  return [`${say('mail_held')} ${words}`, say('hold_call', { whom: hold.callWhom })];
}

/** What is about to happen by itself, or has. */
function warningsOf({ warnedAt, dueAlarm, state }: Changes, matter: LetterMatter): string[] {
  const { sentences, timeZone, locale, closesAt, ticket } = matter;
  const when = (at: number): string => momentIn(timeZone, locale, at);
  const { due } = ticket;
  const promise = due?.at ? { key: dueKeys[due.clock], when: when(due.at) } : null;
  return [
    ...((warnedAt?.[1] || state?.[1] === 'resolved') && closesAt
      ? [sentences.say('mail_closing', { when: when(closesAt) })]
      : []),
    ...(dueAlarm?.[1] && dueAlarm[0] !== dueAlarm[1] && promise
      ? [sentences.say(promise.key[dueAlarm[1] === 'warned' ? 0 : 1], { when: promise.when })]
      : []),
  ];
}

function changesOf({ entry }: Told, matter: LetterMatter): string[] {
  const { sentences, reader, person, names, locale, timeZone } = matter;
  const { state, operator, requester, expectedAt, plannedFor, hold } = entry.changes;
  const about = entry.kind === 'opened' ? null : requester?.[1];
  const to = state?.[1];
  const whom = operator?.[1];
  const named = to && (names[to]?.[reader.side]?.[locale] ?? sentences.state(to, reader.side));
  return [
    ...(whom ? [sentences.say('mail_assigned', { person: withoutLinks(person(whom)) })] : []),
    ...(named ? [sentences.say('mail_state', { state: named })] : []),
    ...(about ? [sentences.say('mail_requester', { person: withoutLinks(person(about)) })] : []),
    ...(expectedAt?.[1]
      ? [sentences.say('mail_expected', { date: dayOf(expectedAt[1], locale, timeZone) })]
      : []),
    ...(plannedFor?.[1]
      ? [sentences.say('mail_planned', { date: dayOf(plannedFor[1], locale, timeZone) })]
      : []),
    ...callSentences(entry.changes, sentences),
    ...(hold ? holdSentences(hold[1], sentences) : []),
    ...warningsOf(entry.changes, matter),
  ];
}

function itemOf(told: Told, matter: LetterMatter): LetterItem {
  const { author, at, kind, body } = told.entry;
  const name = author.id === null ? matter.sentences.say('event_system') : matter.person(author.id);
  return {
    who: withoutLinks(name),
    when: momentIn(matter.timeZone, matter.locale, at),
    isNote: kind === 'note',
    body: body === null ? null : shortened(body, matter),
    changes: changesOf(told, matter),
  };
}

/** At a second address nobody has a ticket: it is somebody else's. */
const secondKeys: Partial<Record<MailReason, 'mail_confirmation_second' | 'mail_closing_second'>> = {
  confirmation: 'mail_confirmation_second',
  closing: 'mail_closing_second',
};

function leadOf(reason: MailReason, matter: LetterMatter): string {
  const { sentences, ticket, reader, person } = matter;
  const company = withoutLinks(matter.company);
  if (matter.copy === 'second')
    return sentences.say(secondKeys[reason] ?? 'mail_lead_second', {
      person: withoutLinks(person(ticket.requester)),
      number: ticket.number,
    });
  switch (reason) {
    case 'authorization':
      return sentences.say('mail_authorization_lead', { person: withoutLinks(person(ticket.requester)) });
    case 'confirmation':
      return sentences.say('mail_confirmation_lead', { number: ticket.number });
    case 'assigned':
      return sentences.say('mail_lead_assigned', { company });
    case 'opened':
      return sentences.say('mail_lead_opened', { company });
    case 'closing':
      return sentences.say('mail_lead_closing');
    case 'due':
      return sentences.say(ticket.dueAlarm === 'breached' ? 'mail_lead_breach' : 'mail_lead_due', {
        company,
      });
    case 'planReached':
      return sentences.say('mail_lead_plan', { company });
    case 'news':
      return reader.side === 'customer'
        ? sentences.say('mail_lead_customer')
        : sentences.say('mail_lead_staff', { company });
  }
}

function whyOf(
  reason: MailReason,
  { sentences, reader, company, copy, ticket, person }: LetterMatter,
): string {
  if (copy === 'second')
    return sentences.say('mail_reason_second', { person: withoutLinks(person(ticket.requester)) });
  const parameters = { company: withoutLinks(company) };
  if (reader.side === 'staff') return sentences.say('mail_reason_staff');
  const key = reason === 'authorization' ? 'mail_reason_administrator' : 'mail_reason_customer';
  return sentences.say(key, parameters);
}

/** What a customer must know beside what is told: that the company is on hold, and whom to call; that there is more. */
function remarkOf({ hold, reader, told, ticket, sentences }: LetterMatter): string | null {
  const { say } = sentences;
  const isHeld = hold !== null && reader.side === 'customer';
  const said = [
    ...(isHeld
      ? [withoutLinks(hold.text || say('hold_text')), say('hold_call', { whom: hold.callWhom })]
      : []),
    ...(isHeld && hold.reason ? [say('hold_reason', { reason: withoutLinks(hold.reason) })] : []),
    ...(told.length > MOST_ITEMS ? [say('mail_earlier')] : []),
    ...(reader.side === 'customer' && ticket.state === 'closed' && !ticket.rating ? [say('mail_rate')] : []),
  ];
  return said.length > 0 ? said.join(' ') : null;
}

/** Writes the letter that tells somebody of a burst. */
export function writeLetter(matter: LetterMatter): Letter {
  const { sentences, ticket, told, locale, provider, logo, address, unsubscribe } = matter;
  const reason = pressing.find((one) => told.some((each) => each.reason === one)) ?? 'news';
  const [first] = told;
  return {
    locale,
    provider,
    logo,
    number: ticket.number,
    title: withoutLinks(ticket.title),
    lead: leadOf(reason, matter),
    items: told.slice(-MOST_ITEMS).map((one) => itemOf(one, matter)),
    remark: remarkOf(matter),
    button: {
      label: sentences.say(reason === 'authorization' ? 'mail_authorization_button' : 'mail_button'),
      href: `${address}?at=${first.entry.seq}#entry-${ticket.number}-${first.entry.seq}`,
    },
    reason: whyOf(reason, matter),
    unsubscribe:
      unsubscribe === null ? null : { label: sentences.say('mail_unsubscribe'), href: unsubscribe },
  };
}
