import type { Ticket } from '@sportello/core';
import type { MailRecord, PersonRecord } from '@sportello/models';
import type { Locale } from '../context.ts';
import type { Installation } from '../installation.ts';
import { logoOf } from './logo.ts';

/** A mail ready to leave: the same each time it is made from the same entries. */
export interface OutgoingMail {
  /** Its `Message-ID`, without brackets. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  /** The addresses that it goes to now: those it has not reached yet. */
  readonly recipients: readonly string[];
  /** The provider, which is the sender's name where nobody chose another one. */
  readonly provider: string;
  /** What the provider chose to be called, and to be reached at; null: as the process is set. */
  readonly sender: { readonly name: string | null; readonly address: string | null };
  /** Pictures that the HTML shows by `cid:`; mail programs fetch nothing for them. */
  readonly pictures: readonly MailPicture[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The mail it follows, where it follows one. */
  readonly inReplyTo?: string;
  /** The thread it belongs to, oldest first. */
  readonly references: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** A picture that travels inside a mail. */
export interface MailPicture {
  /** Its `Content-ID`, without brackets. */
  readonly cid: string;
  readonly name: string;
  readonly png: Buffer;
}

/** What every mail of an installation looks like: whom it comes from, and the logo in it. */
export async function lookOf(installation: Installation) {
  const settings = await installation.settings();
  const { provider, mail } = settings;
  const logo = await logoOf(installation, settings);
  const cid = logo && `logo.${logo.id}@${hostOf(installation)}`;
  return {
    logo: logo && cid ? { src: `cid:${cid}`, width: logo.width, height: logo.height } : null,
    headed: {
      provider: provider.name,
      sender: { name: mail?.senderName ?? null, address: mail?.senderAddress ?? null },
      pictures: logo && cid ? [{ cid, name: 'logo.png', png: logo.png }] : [],
    },
  };
}

/** Where mails say they come from: their ids and lists are named after the portal. */
export const hostOf = ({ origin }: Pick<Installation, 'origin'>): string => new URL(origin).hostname;

/** Which of the addresses of somebody a mail goes to: the account's, or the second one that was named on the ticket. */
export type MailCopy = 'account' | 'second';

/** The `Message-ID` of a mail, without brackets; to whom it went is not in it. */
export function messageIdOf(
  installation: Pick<Installation, 'origin' | 'mailSeal'>,
  { _id, ticket, entries }: MailRecord,
  copy: MailCopy = 'account',
): string {
  const about = ticket === undefined ? 'notice' : `${ticket}.${entries[0]}`;
  const mark = installation.mailSeal.mark(copy === 'account' ? _id : `${_id}:${copy}`);
  return `${about}.${mark}@${hostOf(installation)}`;
}

/** The address that a requester named on a ticket beside the account's, where it is another one. */
export function secondAddressOf(
  { requester, details }: Pick<Ticket, 'requester' | 'details'>,
  person: Pick<PersonRecord, '_id' | 'email'>,
): string | null {
  const second = details?.email ?? null;
  return requester === person._id && second?.toLowerCase() !== person.email ? second : null;
}

/** People of the demo have addresses that belong to nobody. */
export const hasAddress = ({ demo }: Pick<Installation, 'demo'>, person: PersonRecord): boolean =>
  demo || !person.demo;

/** What tells other programs that nobody sits behind a mail, and its language. */
export const automaticHeaders = (locale: Locale): Readonly<Record<string, string>> => ({
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  'Content-Language': locale,
});

/** Of the addresses of a mail those that it has neither reached nor been refused by. */
export function recipientsOf(
  { arrived = [], refusedBy = [] }: Pick<MailRecord, 'arrived' | 'refusedBy'>,
  ...addresses: readonly (string | null)[]
): string[] {
  const isDone = (address: string): boolean => arrived.includes(address) || refusedBy.includes(address);
  return addresses.filter((address) => address !== null).filter((address) => !isDone(address));
}

/** How one ends optional mails with one press: the same address shows a page to whoever opens it and acts on whoever posts to it (RFC 8058). */
export const unsubscribingHeaders = (origin: string, token: string): Readonly<Record<string, string>> => ({
  'List-Unsubscribe': `<${origin}/api/unsubscribe/${token}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
