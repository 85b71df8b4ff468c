import { can, type Principal } from '@sportello/core';
import { fullName, type RefusedAddressRecord, type SettingsRecord, trusted } from '@sportello/models';
import { type LastChange, lastChangeOf } from '../commands/settingsChange.ts';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { logoOf, type MailLogo } from './logo.ts';

/** Most refused addresses that are shown. */
const SHOWN = 50;

/** An address that takes no mail, as the provider sees it. */
export interface RefusedAddress {
  readonly address: string;
  readonly person: string;
  readonly said: string;
  readonly at: number;
}

/** How mails stand: who cannot be reached, and whether any wait for a server that does not want them. */
export interface MailStanding {
  readonly refused: readonly RefusedAddress[];
  /** How many were tried and wait to be tried again … */
  readonly waiting: number;
  /** … and what the server said last. */
  readonly said: string | null;
  /** Whom mails come from; empty: as the process is set. */
  readonly sender: { readonly name: string; readonly address: string };
  /** Id of the logo. */
  readonly logo: string | null;
  /** The revision of the settings in which this stands, and who changed it last. */
  readonly revision: number;
  readonly change: LastChange | null;
}

/** What stands in the database, not what this process remembers: it is shown to who has just changed it. */
const settingsNow = ({ database }: Installation) =>
  database.settings
    .findById('installation', { mail: 1, revision: 1, changed: 1 })
    .lean<Pick<SettingsRecord, 'mail' | 'revision' | 'changed'>>();

/** The logo in mails, for those who may change it; null where there is none, and for everybody else. */
export async function ownLogo(installation: Installation, principal: Principal): Promise<MailLogo | null> {
  if (!can(principal, 'settings.workflow')) return null;
  const settings = await settingsNow(installation);
  return settings && logoOf(installation, settings);
}

/** How mails stand, for those who look after the settings; null for everybody else. */
export async function mailStanding(
  installation: Installation,
  context: Context,
): Promise<MailStanding | null> {
  const { database } = installation;
  const { principal } = context;
  if (!can(principal, 'settings.workflow')) return null;
  const tried = { nextAt: trusted({ $exists: true }), said: trusted({ $exists: true }) };
  const [refused, waiting, last, settings] = await Promise.all([
    database.refusedAddresses.find().sort({ at: -1 }).limit(SHOWN).lean<RefusedAddressRecord[]>(),
    database.mails.countDocuments(tried),
    database.mails.findOne(tried, { said: 1 }).sort({ nextAt: -1 }).lean(),
    settingsNow(installation),
  ]);
  const people = await database.people
    .find({ _id: trusted({ $in: refused.map(({ person }) => person) }) }, { firstName: 1, lastName: 1 })
    .lean();
  const names = new Map(people.map((person) => [person._id, fullName(person)]));
  return {
    refused: refused.map(({ _id, person, said, at }) => ({
      address: _id,
      person: names.get(person) ?? '–',
      said,
      at,
    })),
    waiting,
    said: last?.said ?? null,
    sender: { name: settings?.mail?.senderName ?? '', address: settings?.mail?.senderAddress ?? '' },
    logo: settings?.mail?.logo ?? null,
    revision: settings?.revision ?? 0,
    change: settings && (await lastChangeOf(installation, context, settings, 'mail')),
  };
}

/** The addresses of a person that take no mail. */
export async function refusedAddressesOf(
  { database }: Installation,
  { person }: Principal,
): Promise<string[]> {
  const found = await database.refusedAddresses.find({ person }, { _id: 1 }).sort({ _id: 1 }).lean();
  return found.map(({ _id }) => _id);
}
